import type pg from 'pg'
import type { MessageLog } from '@/server/application/ports'
import { LIMITS } from '@/server/domain/limits'
import { Convoy } from '../convoy'
import { isInvalidData } from '../sql-errors'
import { type Moved, type Moving, moveMarks } from './move-marks'

/** Moves marks; who moves while others' are stored goes with the next ones: a group that reads at once is one write. */
export function sharedMoves(pool: pg.Pool): MessageLog['moveMarks'] {
  const convoy = new Convoy<Moving, Moved>({
    run: (movings) => moveMarks(pool, movings),
    weightOf: ({ moves }) => moves.length,
    mostWeight: LIMITS.marksPerMove,
    isSpoilt: isInvalidData,
  })
  return (userId, moves) => convoy.join({ userId, moves })
}
