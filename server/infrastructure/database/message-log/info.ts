import type pg from 'pg'
import type { MessageInfo, MessageRecipient } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { RECEIPTS_SHOWN } from '../receipts-shown'
import { instantOrNull } from '../rows'

const timeOf = (kind: 'delivered' | 'seen') => `(
  SELECT v.at FROM mark_moves v
  WHERE v.conversation_id = asked.conversation_id AND v.user_id = r.user_id AND v.kind = '${kind}'
    AND v.to_seq >= asked.seq AND v.from_seq < asked.seq AND (asked.until IS NULL OR v.at <= asked.until)
    AND asked.seq <@ r.intervals AND NOT (asked.direct AND EXISTS (
      SELECT FROM blocks b WHERE (b.user_id, b.blocked_id) IN ((r.user_id, $1), ($1, r.user_id)) AND v.at >= b.at))
  ORDER BY v.to_seq LIMIT 1)`

// In a chat of two, the other is a recipient of all: nobody can tell that they are blocked, nor who was that it arrived.
// Whose last stay is over is told nothing of what came later. Recipients were there at that seq, and still are, or got it.
const INFO = prepared(
  'message-info',
  `WITH asked AS MATERIALIZED (
    SELECT p.message_id, p.conversation_id, p.seq, c.kind = 'direct' AS direct, ${RECEIPTS_SHOWN} AS shows_seen, CASE WHEN NOT m.active THEN (
        SELECT l.at FROM log l WHERE l.conversation_id = p.conversation_id AND l.seq = m.changed_seq
      ) END AS until
    FROM placements here
    JOIN members me ON me.conversation_id = here.conversation_id AND me.user_id = $1 AND here.seq <@ me.intervals
      AND here.seq > me.cleared_to
    JOIN placements p ON p.message_id = here.message_id
    JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = $1 AND p.seq <@ m.intervals
      AND p.seq > m.cleared_to
    JOIN conversations c ON c.id = p.conversation_id
    WHERE here.conversation_id = $2 AND here.seq = $3 AND here.sender_id = $1
  ), recipients AS (
    SELECT r.conversation_id, r.user_id, r.active AND r.joined_seq <= asked.seq AS waited_for,
      ${timeOf('delivered')} AS delivered_at, CASE WHEN asked.shows_seen THEN ${timeOf('seen')} END AS seen_at
    FROM asked JOIN members r ON r.conversation_id = asked.conversation_id AND r.user_id <> $1
      AND (asked.direct OR asked.seq <@ r.intervals)
  )
  SELECT asked.message_id, asked.conversation_id, asked.seq, r.user_id, r.delivered_at, r.seen_at
  FROM asked LEFT JOIN recipients r ON r.conversation_id = asked.conversation_id
    AND (r.waited_for OR r.delivered_at IS NOT NULL OR r.seen_at IS NOT NULL)
  ORDER BY asked.conversation_id, r.user_id`,
)

interface Row {
  readonly message_id: string
  readonly conversation_id: string
  readonly seq: Seq
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
  const places = new Map<ConversationId, { seq: Seq; recipients: MessageRecipient[] }>()
  for (const row of rows) {
    const place = places.get(row.conversation_id) ?? { seq: row.seq, recipients: [] }
    places.set(row.conversation_id, place)
    if (row.user_id === null) continue
    const [deliveredAt, seenAt] = [instantOrNull(row.delivered_at), instantOrNull(row.seen_at)]
    place.recipients.push({ userId: row.user_id, deliveredAt, seenAt })
  }
  return { messageId: first.message_id, places: [...places].map(([id, place]) => ({ conversationId: id, ...place })) }
}
