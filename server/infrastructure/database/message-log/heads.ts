import type pg from 'pg'
import type { Head } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/log-ports'
import { digestOf } from '@/server/domain/heads'
import { prepared } from '../prepared'
import { RECEIPTS_SHOWN } from '../receipts-shown'
import { VISIBLE_END } from '../visible'

const RECEIPT_SEEN = `CASE WHEN ${RECEIPTS_SHOWN} THEN m.receipt_seen ELSE 0 END`
const OF_USERS = `FROM users u
  LEFT JOIN (members m JOIN conversations c ON c.id = m.conversation_id AND NOT m.away) ON m.user_id = u.id
  WHERE u.id = ANY($1::bigint[])`

// A row a user: when thousands connect at once, rows of each of their chats outlive the young generation.
const HEADS = prepared(
  'heads',
  `SELECT u.id AS user_id, u.private_version, string_agg(concat_ws(',', m.conversation_id, ${VISIBLE_END}, m.state_version,
    m.receipt_delivered, ${RECEIPT_SEEN}), ';') FILTER (WHERE m.user_id IS NOT NULL) AS heads
  ${OF_USERS} GROUP BY u.id`,
)

// One row a user in place of one a chat: it is another one whenever the heads are. What a client has is told by a digest that
// Postgres can't make (domain/heads.ts). A user's conversations are looked up together, in the order of their ids: by each of
// their rows takes half as long again.
const FINGERPRINTS = prepared(
  'heads-fingerprints',
  `SELECT u.id AS user_id, concat_ws('/', u.private_version, own.count, own.hash, shared.hash) AS fingerprint
  FROM users u CROSS JOIN LATERAL (
    SELECT count(*), array_agg(m.conversation_id) FILTER (WHERE m.active OR m.ended IS NULL) AS shared,
      bit_xor(hashint8extended(m.conversation_id, hashint8extended(m.state_version, hashint8extended(m.receipt_delivered,
        hashint8extended(m.receipt_seen, hashint8extended(CASE WHEN m.active THEN -1 ELSE coalesce(upper(m.intervals), 0) END,
          coalesce(jsonb_hash_extended(m.ended->'shared'->'receiptsShown', 0), 0)
      )))))) AS hash
    FROM members m WHERE m.user_id = u.id AND NOT m.away
  ) own CROSS JOIN LATERAL (
    SELECT bit_xor(hashint8extended(c.id, hashint8extended(c.last_seq, c.receipts_shown::int))) AS hash
    FROM conversations c WHERE c.id = ANY(own.shared)
  ) shared WHERE u.id = ANY($1::bigint[])`,
)

/** Users whose digest is remembered. */
const REMEMBERED = 100_000

interface Row {
  readonly user_id: string
  readonly private_version: number
  /** Of each conversation its id, visible end, state version and receipts; null for a user without any. */
  readonly heads: string | null
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
  if (userIds.length === 0) return new Map<UserId, { heads: Head[]; privateVersion: number }>()
  const { rows } = await pool.query<Row>(HEADS([userIds]))
  return new Map(
    rows.map(({ user_id, private_version, heads }) => [
      user_id,
      { heads: heads === null ? [] : heads.split(';').map(headOf), privateVersion: private_version },
    ]),
  )
}

function headOf(text: string): Head {
  const [conversationId = '', ...numbers] = text.split(',')
  const [lastSeq = 0, stateVersion = 0, delivered = 0, seen = 0] = numbers.map(Number)
  return { conversationId, lastSeq, stateVersion, receipts: { delivered, seen } }
}
