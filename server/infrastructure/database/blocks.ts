import type pg from 'pg'
import type { Profile } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { BlockChange, Blocks } from '@/server/application/block-ports'
import { notFound } from '@/server/domain/errors'
import { pairKeyOf } from '@/server/domain/pair'
import { lockPair } from './conversations/lock-pair'
import { prepared } from './prepared'
import { settleReceipts } from './receipts'
import { inTransaction, lockConversations } from './transaction'

const LIST = prepared(
  'blocked-people',
  `SELECT owner.private_version, u.id, u.user_name AS "userName", u.full_name AS "fullName", u.about,
    u.picture_id AS "pictureId", u.profile_version AS version
  FROM users owner LEFT JOIN blocks b ON b.user_id = owner.id LEFT JOIN users u ON u.id = b.blocked_id
  WHERE owner.id = $1 ORDER BY lower(u.full_name), u.id`,
)
const BY_PAIR = prepared('chat-of-pair', 'SELECT id FROM conversations WHERE pair_key = $1')
const BLOCK = prepared(
  'block',
  `WITH known AS (SELECT id FROM users WHERE id = $2), blocked AS (
    INSERT INTO blocks (user_id, blocked_id, at) SELECT $1, id, clock_timestamp() FROM known ON CONFLICT DO NOTHING
  )
  UPDATE users SET private_version = private_version + 1 WHERE id = $1 AND EXISTS (SELECT FROM known)
  RETURNING private_version AS version`,
)
const UNBLOCK = prepared(
  'unblock',
  `WITH known AS (SELECT id FROM users WHERE id = $2), unblocked AS (
    DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2
  )
  UPDATE users SET private_version = private_version + 1 WHERE id = $1 AND EXISTS (SELECT FROM known)
  RETURNING private_version AS version`,
)
const BLOCKING = prepared(
  'blocking',
  'SELECT user_id FROM blocks WHERE blocked_id = $1 AND user_id = ANY($2::bigint[])',
)

type Row = { readonly private_version: number } & (Profile | { readonly id: null })

export function databaseBlocks(pool: pg.Pool): Blocks {
  return {
    async list(userId) {
      // One statement, as the version must be that of the list.
      const { rows } = await pool.query<Row>(LIST([userId]))
      const blocked = rows.flatMap(({ private_version: _, ...row }) => (row.id === null ? [] : row))
      return { blocked, privateVersion: rows[0]?.private_version ?? 0 }
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
  const { ids, privateVersion } = await inTransaction(pool, async (client) => {
    await lockPair(client, pairKey)
    const found = await client.query<{ id: ConversationId }>(BY_PAIR([pairKey]))
    const ids = found.rows.map(({ id }) => id)
    await lockConversations(client, ids)
    const [row] = (await client.query<{ version: number }>(statement([userId, otherId]))).rows
    if (row === undefined) throw notFound('person')
    return { ids, privateVersion: row.version }
  })
  return { privateVersion, receipts: await settleReceipts(pool, null, [], ids) }
}
