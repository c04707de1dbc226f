import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { found } from '@/server/domain/found'
import { pairKeyOf } from '@/server/domain/pair'
import { prepared } from '../prepared'
import { type Founded, storeFounded } from './found'

const BY_PAIR = prepared('by-pair', 'SELECT id FROM conversations WHERE pair_key = $1')

/** Whoever comes second, even at the same instant, finds the first one's. */
export async function openDirect(
  pool: pg.Pool,
  userId: UserId,
  otherId: UserId,
): Promise<Founded & { created: boolean }> {
  if (userId === otherId) throw new KithError('invalid', 'Choose somebody else to talk to.')
  const pairKey = pairKeyOf(userId, otherId)
  const there = await byPair(pool, pairKey)
  if (there !== null) return there
  const founded = await storeFounded(pool, userId, found('direct', userId, [otherId], {}), pairKey)
  if (founded !== null) return { ...founded, created: true }
  const first = await byPair(pool, pairKey)
  if (first === null) throw new KithError('busy', "The chat can't be opened just now. Try again.")
  return first
}

async function byPair(pool: pg.Pool, pairKey: string): Promise<(Founded & { created: false }) | null> {
  const { rows } = await pool.query<{ id: string }>(BY_PAIR([pairKey]))
  const [row] = rows
  return row === undefined ? null : { conversationId: row.id, created: false, committed: [], receipts: [] }
}
