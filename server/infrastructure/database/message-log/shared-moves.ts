import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/ports'
import { LIMITS } from '@/server/domain/limits'
import { Convoy } from '../convoy'
import { isInvalidData } from '../sql-errors'
import { type Moved, type Moving, moveMarks } from './move-marks'

/** Some 5 MB of them. */
const GROUPS_KNOWN_MAX = 50_000

/**
 * Moves marks; who moves while others' are stored goes with the next ones: a group that reads at once is one write.
 * `gatherMs`: who comes so soon after the first goes along. A move by itself costs as much as a dozen, nobody waits for one, and
 * while it is stored, a message waits.
 */
export function sharedMoves(pool: pg.Pool, gatherMs: number): MessageLog['moveMarks'] {
  const groups = new Set<ConversationId>()
  const convoy = new Convoy<Moving, Moved>({
    run: (movings) => {
      if (groups.size > GROUPS_KNOWN_MAX) groups.clear()
      return moveMarks(pool, movings, groups)
    },
    weightOf: ({ moves }) => moves.length,
    mostWeight: LIMITS.marksPerMove,
    isSpoilt: isInvalidData,
    ...(gatherMs > 0 && { later: () => wait(gatherMs) }),
  })
  return (userId, moves) => convoy.join({ userId, moves })
}
