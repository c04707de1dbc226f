import type pg from 'pg'
import type { Head } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/ports'
import { digestOf } from '@/server/domain/heads'
import { prepared } from '../prepared'
import { RECEIPTS_SHOWN } from '../receipts-shown'
import { VISIBLE_END } from '../visible'

const RECEIPT_SEEN = `CASE WHEN ${RECEIPTS_SHOWN} THEN m.receipt_seen ELSE 0 END`
const OF_USERS = `FROM users u
  LEFT JOIN (members m JOIN conversations c ON c.id = m.conversation_id AND NOT m.away) ON m.user_id = u.id
  WHERE u.id = ANY($1::bigint[])`

const HEADS = prepared(
  'heads',
  `SELECT u.id AS user_id, u.private_version, m.conversation_id, ${VISIBLE_END} AS visible_end, m.state_version,
    m.receipt_delivered, ${RECEIPT_SEEN} AS receipt_seen
  ${OF_USERS}`,
)

// One row a user in place of one a chat: it is another one whenever the heads are. What a client has is told by a digest that
// Postgres can't make (domain/heads.ts).
const FINGERPRINTS = prepared(
  'heads-fingerprints',
  `SELECT u.id AS user_id, concat_ws('/', u.private_version, count(m.user_id), bit_xor(hashint8extended(m.conversation_id,
    hashint8extended(${VISIBLE_END}, hashint8extended(m.state_version, hashint8extended(m.receipt_delivered, ${RECEIPT_SEEN})))
  ))) AS fingerprint
  ${OF_USERS} GROUP BY u.id`,
)

/** Users whose digest is remembered. */
const REMEMBERED = 100_000

interface Row {
  readonly user_id: string
  readonly private_version: number
  /** Null for a user without conversations. */
  readonly conversation_id: string | null
  readonly visible_end: Seq
  readonly state_version: number
  readonly receipt_delivered: Seq
  readonly receipt_seen: Seq
}

/**
 * Every open page asks every half minute, and nearly always nothing has changed: then a row is read for each user, and the
 * digest of when that was last so is compared.
 */
export function headsUnlike(pool: pg.Pool): MessageLog['heads'] {
  const remembered = new Map<UserId, { readonly fingerprint: string; readonly digest: string }>()
  return async (digests) => {
    const fingerprints = await fingerprintsOf(pool, [...digests.keys()])
    const isSame = (userId: UserId, fingerprint: string) => {
      const last = remembered.get(userId)
      return last?.fingerprint === fingerprint && last.digest === digests.get(userId)
    }
    const changed = [...fingerprints].flatMap(([userId, fingerprint]) => (isSame(userId, fingerprint) ? [] : userId))
    const heads = await headsOf(pool, changed)
    for (const [userId, own] of heads) {
      const digest = digestOf(own.heads, own.privateVersion)
      // What changed since the fingerprint was taken has another one: it is read again.
      remembered.delete(userId)
      remembered.set(userId, { fingerprint: fingerprints.get(userId) ?? '', digest })
      if (digest === digests.get(userId)) heads.delete(userId)
    }
    for (const userId of remembered.keys()) {
      if (remembered.size <= REMEMBERED) break
      remembered.delete(userId)
    }
    return heads
  }
}

async function fingerprintsOf(pool: pg.Pool, userIds: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
  if (userIds.length === 0) return new Map()
  const { rows } = await pool.query<{ user_id: UserId; fingerprint: string }>(FINGERPRINTS([userIds]))
  return new Map(rows.map(({ user_id, fingerprint }) => [user_id, fingerprint]))
}

async function headsOf(pool: pg.Pool, userIds: readonly UserId[]) {
  const byUser = new Map<UserId, { heads: Head[]; privateVersion: number }>()
  if (userIds.length === 0) return byUser
  const { rows } = await pool.query<Row>(HEADS([userIds]))
  for (const row of rows) {
    const known = byUser.get(row.user_id) ?? { heads: [], privateVersion: row.private_version }
    byUser.set(row.user_id, known)
    if (row.conversation_id !== null) known.heads.push(headOf(row, row.conversation_id))
  }
  return byUser
}

function headOf(row: Row, conversationId: string): Head {
  return {
    conversationId,
    lastSeq: row.visible_end,
    stateVersion: row.state_version,
    receipts: { delivered: row.receipt_delivered, seen: row.receipt_seen },
  }
}
