import type pg from 'pg'
import type { MessageInfo } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { instantOrNull } from '../rows'

const timeOf = (kind: 'delivered' | 'seen') => `(
  SELECT v.at FROM mark_moves v
  WHERE v.conversation_id = $2 AND v.user_id = r.user_id AND v.kind = '${kind}' AND v.to_seq >= $3
    AND v.from_seq < $3 AND (asked.until IS NULL OR v.at <= asked.until)
  ORDER BY v.to_seq LIMIT 1)`

// Whose last stay is over is told nothing of what came later. Recipients were there at that seq, and still are, or got it.
const INFO = prepared(
  'message-info',
  `WITH asked AS MATERIALIZED (
    SELECT p.message_id, CASE WHEN NOT m.active THEN (
        SELECT l.at FROM log l WHERE l.conversation_id = $2 AND l.seq = m.changed_seq
      ) END AS until
    FROM placements p JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = $1
    WHERE p.conversation_id = $2 AND p.seq = $3 AND p.sender_id = $1 AND p.seq <@ m.intervals AND p.seq > m.cleared_to
  ), recipients AS (
    SELECT r.user_id, r.active AND r.joined_seq <= $3 AS waited_for, ${timeOf('delivered')} AS delivered_at,
      ${timeOf('seen')} AS seen_at
    FROM asked JOIN members r ON r.conversation_id = $2 AND r.user_id <> $1 AND $3 <@ r.intervals
  )
  SELECT asked.message_id, r.user_id, r.delivered_at, r.seen_at
  FROM asked LEFT JOIN recipients r ON r.waited_for OR r.delivered_at IS NOT NULL OR r.seen_at IS NOT NULL
  ORDER BY r.user_id`,
)

interface Row {
  readonly message_id: string
  /** Null when there is no recipient. */
  readonly user_id: string | null
  readonly delivered_at: Date | null
  readonly seen_at: Date | null
}

export async function info(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  seq: Seq,
): Promise<MessageInfo> {
  const { rows } = await pool.query<Row>(INFO([userId, conversationId, seq]))
  const [first] = rows
  if (first === undefined) throw notFound('message')
  const recipients = rows.flatMap(({ user_id, delivered_at, seen_at }) =>
    user_id === null
      ? []
      : { userId: user_id, deliveredAt: instantOrNull(delivered_at), seenAt: instantOrNull(seen_at) },
  )
  return { messageId: first.message_id, places: [{ conversationId, seq, recipients }] }
}
