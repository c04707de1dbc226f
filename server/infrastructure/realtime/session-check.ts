import { performance } from 'node:perf_hooks'
import type { SessionId } from '@/contracts/ids'
import type { Sessions } from '@/server/application/account-ports'
import { within } from '@/server/application/within'
import type { Log } from '@/server/log'

// Leaves the query half of the time for which the last one is trusted.
const CHECK_INTERVAL_MS = 2_500
const RETRY_MS = 1_000
/** For so long after the last check that succeeded nothing is pushed to a session that ended meanwhile, or to any. */
const TRUSTED_FOR_MS = 5_000

interface Dependencies {
  readonly sessions: Pick<Sessions, 'invalid'>
  readonly present: () => readonly SessionId[]
  readonly end: (sessionIds: readonly SessionId[]) => void
  /** Sessions are known again after a time in which nothing could be pushed. */
  readonly recovered: () => void
  readonly log: Log
  readonly intervalMs?: number
  readonly trustedForMs?: number
}

export interface SessionCheck {
  /** Whether the sessions here were found valid recently enough to push to them. */
  readonly trusted: boolean
  stop(): void
}

/** Checks all sessions of this gateway in one query, every few seconds. */
export function startSessionCheck({
  sessions,
  present,
  end,
  recovered,
  log,
  intervalMs = CHECK_INTERVAL_MS,
  trustedForMs = TRUSTED_FOR_MS,
}: Dependencies): SessionCheck {
  let checkedAt = performance.now()
  let stopped = false
  let timer = setTimeout(check, intervalMs)
  const trusted = (): boolean => performance.now() - checkedAt <= trustedForMs

  async function check(): Promise<void> {
    const startedAt = performance.now()
    try {
      const sessionIds = present()
      const invalid = sessionIds.length === 0 ? [] : await within(trustedForMs, sessions.invalid(sessionIds))
      const wasTrusted = trusted()
      checkedAt = startedAt
      if (invalid.length > 0) end(invalid)
      if (!wasTrusted && !stopped) recovered()
      next(intervalMs)
    } catch (err) {
      log.warn({ err }, 'sessions could not be checked')
      next(Math.min(RETRY_MS, intervalMs))
    }
  }

  function next(delayMs: number): void {
    if (!stopped) timer = setTimeout(check, delayMs)
  }

  return {
    get trusted() {
      return trusted()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
