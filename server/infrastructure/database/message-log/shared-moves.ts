import type { ConversationId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/log-ports'
import { LIMITS } from '@/server/domain/limits'
import { Convoy } from '../convoy'
import { isInvalidData } from '../sql-errors'
import type { Moved, Moving } from './move-marks'

/** Some 5 MB of them. */
const GROUPS_KNOWN_MAX = 50_000

type Move = (movings: readonly Moving[], groups: Set<ConversationId>) => Promise<readonly Moved[]>

/**
 * Moves marks; who moves while others' are stored goes with the next ones: a group that reads at once is one write.
 * `gathered`: who comes before that is over goes along with the first. A move by itself costs as much as a dozen, nobody waits for
 * one, and while it is stored, a message waits.
 */
export function sharedMoves(move: Move, gathered?: () => Promise<void>): MessageLog['moveMarks'] {
  const groups = new Set<ConversationId>()
  const convoy = new Convoy<Moving, Moved>({
    run: (movings) => {
      if (groups.size > GROUPS_KNOWN_MAX) groups.clear()
      return move(movings, groups)
    },
    weightOf: ({ moves }) => moves.length,
    mostWeight: LIMITS.marksPerMove,
    isSpoilt: isInvalidData,
    ...(gathered && { later: gathered }),
  })
  return (userId, moves) => convoy.join({ userId, moves })
}
