import type pg from 'pg'
import type { Head } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import { prepared } from '../prepared'
import { RECEIPTS_SHOWN } from '../receipts-shown'
import { VISIBLE_END } from '../visible'

const HEADS = prepared(
  'heads',
  `SELECT u.id AS user_id, u.private_version, m.conversation_id, ${VISIBLE_END} AS visible_end, m.state_version,
    m.receipt_delivered, CASE WHEN ${RECEIPTS_SHOWN} THEN m.receipt_seen ELSE 0 END AS receipt_seen
  FROM users u
  LEFT JOIN (members m JOIN conversations c ON c.id = m.conversation_id AND NOT m.away) ON m.user_id = u.id
  WHERE u.id = ANY($1::bigint[])`,
)

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

export async function heads(pool: pg.Pool, userIds: readonly UserId[]) {
  const { rows } = await pool.query<Row>(HEADS([userIds]))
  const byUser = new Map<UserId, { heads: Head[]; privateVersion: number }>()
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
