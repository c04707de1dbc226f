import { performance } from 'node:perf_hooks'
import type { UserId } from '@/contracts/ids'
import type { PresenceReport } from '@/server/application/announce-presence'
import type { PresenceStore } from '@/server/application/relay-ports'
import type { Log } from '@/server/log'
import type { PresenceTracker } from './presence-tracker'
import type { PresenceWatch } from './presence-watch'

/** In milliseconds. Lease and refresh together say how long after a gateway's death its users may seem online. */
export interface PresenceTiming {
  readonly sweepMs: number
  readonly leaseMs: number
  readonly renewLeaseMs: number
  /** How often those are read again who are watched and said to be online, and who may watch whom: within 5 s also when the
   * word of it was lost. */
  readonly refreshMs: number
}

export const PRESENCE_TIMING: PresenceTiming = {
  sweepMs: 1_000,
  leaseMs: 15_000,
  renewLeaseMs: 5_000,
  refreshMs: 3_500,
}

interface Dependencies {
  readonly gatewayId: string
  readonly store: Pick<PresenceStore, 'renewLease' | 'endLease'>
  readonly announce: (
    gatewayId: string,
    reports: readonly PresenceReport[],
    flipped: readonly UserId[],
  ) => Promise<void>
  readonly tracker: PresenceTracker
  readonly watch: PresenceWatch
  /** Another gateway's lease is over: what it had committed it may not have published. */
  readonly gatewayGone: () => void
  readonly log: Log
  readonly timing?: PresenceTiming
}

/** One timer for all of presence: renews the lease, stores and tells what changed, reads again who is watched. */
export function startPresenceLoop(deps: Dependencies): { stop(): Promise<void> } {
  const { gatewayId, store, announce, tracker, watch, gatewayGone, log } = deps
  const { sweepMs, leaseMs, renewLeaseMs, refreshMs } = deps.timing ?? PRESENCE_TIMING
  let others: ReadonlySet<string> = new Set()
  let renewedAt = Number.NEGATIVE_INFINITY
  let refreshedAt = performance.now()
  let stopped = false
  let failing = false
  let sweeping: Promise<void> = Promise.resolve()
  let timer = setTimeout(run, 0)

  function run(): void {
    sweeping = sweep().then(
      () => {
        failing = false
      },
      (err: unknown) => {
        // The gateway's row may be gone: the lease comes first next time.
        renewedAt = Number.NEGATIVE_INFINITY
        if (!failing) log.warn({ err }, 'presence could not be stored')
        failing = true
      },
    )
    void sweeping.then(() => {
      if (!stopped) timer = setTimeout(run, sweepMs)
    })
  }

  async function sweep(): Promise<void> {
    const now = performance.now()
    if (now - renewedAt >= renewLeaseMs) await renew(now)
    const { reports, flipped, done } = tracker.changes(now)
    if (reports.length > 0 || flipped.length > 0) {
      await announce(gatewayId, reports, flipped)
      done()
    }
    if (now - refreshedAt < refreshMs) return
    await watch.refresh(false)
    refreshedAt = now
  }

  async function renew(now: number): Promise<void> {
    const alive = new Set(await store.renewLease(gatewayId, leaseMs))
    // After a lease that ended our rows may have been taken away as a dead gateway's.
    if (now - renewedAt > leaseMs) tracker.forgetStored()
    renewedAt = now
    const gone = [...others].some((id) => !alive.has(id))
    others = alive
    if (gone) gatewayGone()
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await sweeping
      await store.endLease(gatewayId).catch((err: unknown) => log.warn({ err }, 'the lease could not be ended'))
    },
  }
}
