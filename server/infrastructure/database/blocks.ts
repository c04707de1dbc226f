import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { BlockChange, Blocks } from '@/server/application/block-ports'
import { notFound } from '@/server/domain/errors'
import { pairKeyOf } from '@/server/domain/pair'
import { lockPair } from './conversations/lock-pair'
import { prepared } from './prepared'
import { type ProfileRow, SHOWN, toProfile } from './profile'
import { settleReceipts } from './receipts'
import { voidBetween } from './requests/settle-invitations'
import { retryCollisions } from './sql-errors'
import { inTransaction, lockConversations } from './transaction'

const LIST = prepared(
  'blocked-people',
  `SELECT owner.private_version AS "privateVersion", ${SHOWN('u', 'owner')}
  FROM users owner LEFT JOIN blocks b ON b.user_id = owner.id LEFT JOIN users u ON u.id = b.blocked_id
  WHERE owner.id = $1 ORDER BY lower(u.full_name), u.id`,
)
const BY_PAIR = prepared('chat-of-pair', 'SELECT id FROM conversations WHERE pair_key = $1')
// Each sees the other's profile differently now.
const SEEN_ANEW = `, seen_anew AS (
    UPDATE users SET profile_version = profile_version + 1, private_version = private_version + (id = $1)::int
    WHERE id IN ($1, (SELECT id FROM known)) AND EXISTS (SELECT FROM known)
    RETURNING id, private_version AS version
  )
  SELECT version FROM seen_anew WHERE id = $1`
const BLOCK = prepared(
  'block',
  `WITH known AS (SELECT id FROM users WHERE id = $2), blocked AS (
    INSERT INTO blocks (user_id, blocked_id, at) SELECT $1, id, clock_timestamp() FROM known ON CONFLICT DO NOTHING
  )${SEEN_ANEW}`,
)
const UNBLOCK = prepared(
  'unblock',
  `WITH known AS (SELECT id FROM users WHERE id = $2), unblocked AS (
    DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2
  )${SEEN_ANEW}`,
)
const BLOCKING = prepared(
  'blocking',
  'SELECT user_id FROM blocks WHERE blocked_id = $1 AND user_id = ANY($2::bigint[])',
)

type Row = { readonly privateVersion: number } & (ProfileRow | { readonly id: null })

export function databaseBlocks(pool: pg.Pool): Blocks {
  return {
    async list(userId) {
      // One statement, as the version must be that of the list.
      const { rows } = await pool.query<Row>(LIST([userId]))
      const blocked = rows.flatMap((row) => (row.id === null ? [] : toProfile(row)))
      return { blocked, privateVersion: rows[0]?.privateVersion ?? 0 }
    },
    block: (userId, blockedId) => change(pool, BLOCK, userId, blockedId),
    unblock: (userId, blockedId) => change(pool, UNBLOCK, userId, blockedId),
    async blocking(userId, userIds) {
      const { rows } = await pool.query<{ user_id: UserId }>(BLOCKING([userId, userIds]))
      return rows.map(({ user_id }) => user_id)
    },
  }
}

/** Under the lock of the chat of the two: what is said in it is before the change, or after it. */
async function change(
  pool: pg.Pool,
  statement: ReturnType<typeof prepared>,
  userId: UserId,
  otherId: UserId,
): Promise<BlockChange> {
  const pairKey = pairKeyOf(userId, otherId)
  const { ids, ...changed } = await retryCollisions(() =>
    inTransaction(pool, async (client) => {
      await lockPair(client, pairKey)
      const found = await client.query<{ id: ConversationId }>(BY_PAIR([pairKey]))
      const ids = found.rows.map(({ id }) => id)
      await lockConversations(client, ids)
      const [row] = (await client.query<{ version: number }>(statement([userId, otherId]))).rows
      if (row === undefined) throw notFound('person')
      const concerned = await voidBetween(client, userId, otherId)
      const mine = concerned.find((one) => one.userId === userId)
      return { ids, concerned, privateVersion: mine?.privateVersion ?? row.version }
    }),
  )
  return { ...changed, receipts: await settleReceipts(pool, [], ids) }
}
