import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MovedReceipts } from '@/server/application/log-ports'
import { apart } from './apart'
import { prepared } from './prepared'

// Candidates are the senders whose messages lie in the ranges just covered, and, in $5, everybody. What a stale row
// would miss cannot be lost: receipts are taken to the greater of what is there and what is counted. In a chat of two,
// nobody got what was said while they blocked its sender, and while one of them blocks the other nothing moves.
const SETTLE = prepared(
  'settle-receipts',
  `WITH candidates AS MATERIALIZED (
    SELECT p.conversation_id, p.sender_id AS user_id, true AS covered
    FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[]) AS r (mover_id, conversation_id, from_seq, to_seq)
    CROSS JOIN LATERAL (
      SELECT DISTINCT p.conversation_id, p.sender_id FROM placements p
      WHERE p.conversation_id = r.conversation_id AND p.seq > r.from_seq AND p.seq <= r.to_seq AND p.sender_id <> r.mover_id
      OFFSET 0
    ) p
    UNION
    SELECT m.conversation_id, m.user_id, $6::bool FROM members m
    WHERE m.conversation_id = ANY($5::bigint[]) AND m.active
  ), senders AS MATERIALIZED (
    SELECT m.conversation_id, m.user_id, m.receipt_delivered, m.receipt_seen, c.covered, own.delivered, own.seen
    FROM (SELECT conversation_id, user_id, bool_or(covered) AS covered FROM candidates GROUP BY 1, 2) c
    CROSS JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = c.conversation_id AND user_id = c.user_id AND active OFFSET 0
    ) m
    CROSS JOIN LATERAL (
      SELECT min(o.delivered) AS delivered, min(o.seen) AS seen,
        range_intersect_agg(o.intervals) FILTER (WHERE d.kind = 'direct') AS shown,
        coalesce(bool_or(d.kind = 'direct' AND ${apart('o.user_id', 'c.user_id')}), false) AS apart
      FROM members o JOIN conversations d ON d.id = o.conversation_id
      WHERE o.conversation_id = c.conversation_id AND o.active AND o.user_id <> c.user_id
    ) reached
    CROSS JOIN LATERAL (
      SELECT
        (SELECT max(seq) FROM placements p WHERE p.conversation_id = c.conversation_id AND p.sender_id = c.user_id
          AND p.seq <= reached.delivered AND (reached.shown IS NULL OR p.seq <@ reached.shown)) AS delivered,
        (SELECT max(seq) FROM placements p WHERE p.conversation_id = c.conversation_id AND p.sender_id = c.user_id
          AND p.seq <= reached.seen AND (reached.shown IS NULL OR p.seq <@ reached.shown)) AS seen
    ) own
    WHERE NOT reached.apart
  ), locked AS MATERIALIZED (
    SELECT m.conversation_id, m.user_id, s.delivered, s.seen
    FROM senders s JOIN members m ON m.conversation_id = s.conversation_id AND m.user_id = s.user_id
    WHERE s.delivered > s.receipt_delivered OR s.seen > s.receipt_seen
    ORDER BY m.conversation_id, m.user_id
    FOR NO KEY UPDATE OF m
  ), moved AS (
    UPDATE members m SET receipt_delivered = greatest(m.receipt_delivered, l.delivered),
      receipt_seen = greatest(m.receipt_seen, l.seen)
    FROM locked l WHERE m.conversation_id = l.conversation_id AND m.user_id = l.user_id
    RETURNING m.conversation_id, m.user_id, m.receipt_delivered, m.receipt_seen
  )
  SELECT s.conversation_id, s.user_id, coalesce(m.receipt_delivered, s.receipt_delivered) AS delivered,
    CASE WHEN c.receipts_shown THEN coalesce(m.receipt_seen, s.receipt_seen) ELSE 0 END AS seen
  FROM senders s JOIN conversations c ON c.id = s.conversation_id LEFT JOIN moved m ON m.conversation_id = s.conversation_id AND m.user_id = s.user_id
  WHERE s.covered OR m.user_id IS NOT NULL
  ORDER BY s.conversation_id, s.user_id`,
)

/** The mover covered (from, to] of a conversation. */
export interface CoveredRange {
  readonly moverId: UserId
  readonly conversationId: ConversationId
  readonly from: Seq
  readonly to: Seq
}

interface Row {
  readonly conversation_id: string
  readonly user_id: string
  readonly delivered: Seq
  readonly seen: Seq
}

/**
 * Stores how far all recipients of everybody's messages are now. Answers the receipts that moved, and those of the
 * senders of what was covered.
 * @param whole conversations in which everybody's receipts are counted again
 * @param all answers all of those, moved or not
 */
export async function settleReceipts(
  pool: pg.Pool,
  covered: readonly CoveredRange[],
  whole: readonly ConversationId[],
  all = false,
): Promise<readonly MovedReceipts[]> {
  if (covered.length + whole.length === 0) return []
  const once = together(covered)
  const ranges = [
    once.map(({ moverId }) => moverId),
    once.map(({ conversationId }) => conversationId),
    once.map(({ from }) => from),
    once.map(({ to }) => to),
  ]
  const { rows } = await pool.query<Row>(SETTLE([...ranges, whole, all]))
  return rows.map(({ conversation_id: conversationId, user_id: userId, delivered, seen }) => ({
    userId,
    conversationId,
    receipts: { delivered, seen },
  }))
}

const NOBODY: UserId = '0'

/** A group that reads at once mostly covers the same: of two who do, one is another than any sender. */
function together(covered: readonly CoveredRange[]): readonly CoveredRange[] {
  const ranges = new Map<string, CoveredRange>()
  for (const range of covered) {
    const key = `${range.conversationId} ${range.from} ${range.to}`
    const known = ranges.get(key)
    ranges.set(key, known && known.moverId !== range.moverId ? { ...range, moverId: NOBODY } : range)
  }
  return [...ranges.values()]
}
