import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { found } from '@/server/domain/found'
import { pairKeyOf } from '@/server/domain/pair'
import { prepared } from '../prepared'
import { withConversationsLocked } from '../transaction'
import { type Founded, foundDirect } from './found'

const BY_PAIR = prepared(
  'by-pair',
  `SELECT c.id, m.away FROM conversations c JOIN members m ON m.conversation_id = c.id AND m.user_id = $2
  WHERE c.pair_key = $1`,
)
const COME_BACK = prepared(
  'come-back',
  `WITH accepted AS (DELETE FROM chat_requests WHERE conversation_id = $1 AND asked_id = $2)
  UPDATE members m SET away = false, state_version = state_version + 1 FROM conversations c
  WHERE c.id = $1 AND c.retired_at IS NULL AND m.conversation_id = c.id AND m.user_id = $2 AND m.away`,
)

/** Whoever comes second, even at the same instant, finds the first one's. */
export async function openDirect(
  pool: pg.Pool,
  userId: UserId,
  otherId: UserId,
): Promise<Founded & { created: boolean }> {
  if (userId === otherId) throw new KithError('invalid', 'Choose somebody else to talk to.')
  const pairKey = pairKeyOf(userId, otherId)
  const there = await byPair(pool, pairKey, userId)
  if (there !== null) return there
  const founded = await foundDirect(pool, userId, found('direct', userId, [otherId], {}), pairKey)
  if (founded !== null) return { ...founded, created: true }
  const first = await byPair(pool, pairKey, userId)
  if (first === null) throw new KithError('busy', "The chat can't be opened just now. Try again.")
  return first
}

async function byPair(pool: pg.Pool, pairKey: string, userId: UserId): Promise<(Founded & { created: false }) | null> {
  const { rows } = await pool.query<{ id: string; away: boolean }>(BY_PAIR([pairKey, userId]))
  const [row] = rows
  if (row === undefined) return null
  // Under the lock: the other may just be deleting it too, and then it is nobody's.
  if (row.away && !(await comeBack(pool, row.id, userId))) return byPair(pool, pairKey, userId)
  return { conversationId: row.id, created: false, committed: [], receipts: [] }
}

async function comeBack(pool: pg.Pool, conversationId: string, userId: UserId): Promise<boolean> {
  return withConversationsLocked(pool, [conversationId], async (client) => {
    const { rowCount } = await client.query(COME_BACK([conversationId, userId]))
    return rowCount === 1
  })
}
