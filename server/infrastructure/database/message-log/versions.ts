import type pg from 'pg'
import type { MessageVersion } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { notHidden } from '../visible'

// Those before the wording that the member is shown, but those whose change isn't shown to them.
const VERSIONS = prepared(
  'message-versions',
  `SELECT v.text, v.at
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  JOIN placements p ON p.conversation_id = m.conversation_id AND p.seq = $3 AND p.seq <@ m.intervals
    AND p.seq > m.cleared_to AND ${notHidden('$1', '$2', 'p.seq')}
  JOIN messages t ON t.id = p.message_id
  CROSS JOIN LATERAL (
    SELECT coalesce(max(version) FILTER (WHERE NOT hidden), t.version - count(*)) AS present,
      array_agg(version) FILTER (WHERE hidden) AS hidden
    FROM (
      SELECT t.version + 1 - row_number() OVER (ORDER BY l.seq DESC) AS version, l.seq <@ ${UNSHOWN} AS hidden
      FROM log l
      WHERE l.conversation_id = p.conversation_id AND l.target_seq = p.seq AND l.kind = 'message:edited'
    ) edit
  ) shown
  LEFT JOIN message_versions v ON v.message_id = t.id AND v.version < shown.present
    AND v.version <> ALL(coalesce(shown.hidden, '{}'))
  WHERE m.user_id = $1 AND m.conversation_id = $2
  ORDER BY v.version`,
)

interface Row {
  /** Null when there is no earlier one. */
  readonly text: string | null
  readonly at: Date | null
}

/** @throws KithError `not_found` */
export async function versions(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  seq: Seq,
): Promise<readonly MessageVersion[]> {
  const { rows } = await pool.query<Row>(VERSIONS([userId, conversationId, seq]))
  if (rows.length === 0) throw notFound('message')
  return rows.flatMap(({ text, at }) => (text === null || at === null ? [] : { text, at: instantOf(at) }))
}
