import { setTimeout as wait } from 'node:timers/promises'
import type { Watcher } from './break-things'
import type { Crowd } from './crowd'
import type { Database } from './database'
import type { Fault } from './fault'
import type { Figures } from './figures'
import { lastSeqs } from './settle'

const POLL_MS = 200
const GIVE_UP_MS = 60_000

export const BACK = 'back after a gateway’s death'
export const CONVERGED = 'everybody has what there was when a fault was healed'
export const CONVERGED_UNTOLD = 'the same, of a silence of which neither end was told'

interface Measuring {
  readonly crowd: Crowd
  readonly db: Database
  readonly figures: Figures
  /** What didn't converge. */
  readonly unfinished: string[]
  say(line: string): void
}

/** Measures, of faults with nothing else broken, how long it takes until all is as if nothing had been. */
export function watchHealing({ crowd, db, figures, unfinished, say }: Measuring): Watcher {
  async function converged(fault: Fault, alone: () => boolean): Promise<void> {
    const healedAt = Date.now()
    const goal = await lastSeqs(db)
    let missing: string[] = []
    for (const until = healedAt + GIVE_UP_MS; Date.now() < until; await wait(POLL_MS)) {
      missing = await crowd.behind(goal, healedAt)
      if (!alone()) return
      if (missing.length === 0) {
        figures.add(fault.untold ? CONVERGED_UNTOLD : CONVERGED, Date.now() - healedAt)
        say(`everybody converged ${((Date.now() - healedAt) / 1_000).toFixed(1)} s after: ${fault.name}`)
        return
      }
    }
    unfinished.push(`${fault.name}: ${missing.join('; ').slice(0, 500)}`)
  }
  return {
    async healed(fault, from, alone) {
      const healedAt = Date.now()
      try {
        await converged(fault, alone)
      } catch (error) {
        // Something else broke meanwhile, the database too, perhaps.
        if (alone()) throw error
      }
      if (fault.deadly && alone()) figures.add(BACK, ...(await crowd.outages(from, healedAt)))
    },
  }
}
