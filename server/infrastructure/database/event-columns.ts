/** The seq of the last change that is shown to the member `m`: who has left is shown what was then. */
export const AS_OF = 'CASE WHEN m.active THEN 2147483647 ELSE m.changed_seq END'

/**
 * The event at (`conversation`, `seq`) with its target, as a lateral subquery named `e` that is always looked up row by
 * row: however the planner guesses, a page reads a page's worth of rows. Of a message that was changed after `asOf`, the
 * state of then, unless it was deleted. What nothing happened to isn't looked up any further: the conditions within the
 * subqueries are tested before they read.
 * @param maxChars cuts a message's text
 */
export function eventAt(conversation: string, seq: string, asOf: string, maxChars?: number): string {
  const text = 'coalesce(w.text, t.text)'
  return `LATERAL (
    SELECT l.seq, l.kind AS event_kind, l.actor_id, l.at, l.target_seq, t.id AS message_id, t.client_id, t.sender_id,
      ${maxChars === undefined ? text : `left(${text}, ${maxChars})`} AS text, t.created_at AS message_created_at,
      t.sent_at, CASE WHEN w.version IS NULL THEN t.edited_at WHEN w.version > 1 THEN w.at END AS edited_at,
      p.deleted_by, p.reply_to, coalesce(past.changed_seq, p.changed_seq) AS message_changed_seq, r.reactions,
      l.user_id AS target_id, u.role AS target_role, u.active AS target_active, u.joined_seq AS target_joined_seq,
      u.changed_seq AS target_changed_seq
    FROM log l
    LEFT JOIN LATERAL (SELECT * FROM messages WHERE id = l.message_id OFFSET 0) t ON true
    LEFT JOIN LATERAL (
      SELECT * FROM placements WHERE conversation_id = l.conversation_id
        AND placements.seq = coalesce(l.target_seq, l.seq) AND l.message_id IS NOT NULL OFFSET 0
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(max(x.seq) FILTER (WHERE x.seq <= ${asOf}), p.seq) AS changed_seq,
        count(*) FILTER (WHERE x.seq > ${asOf} AND x.kind = 'message:edited') AS later_edits
      FROM log x
      WHERE x.conversation_id = l.conversation_id AND x.target_seq = p.seq AND p.changed_seq > ${asOf} OFFSET 0
    ) past ON p.changed_seq > ${asOf} AND p.deleted_by IS NULL
    LEFT JOIN LATERAL (
      SELECT * FROM message_versions WHERE message_id = t.id AND version = t.version - past.later_edits OFFSET 0
    ) w ON past.later_edits > 0
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.user_ids) ORDER BY g.first) AS reactions
      FROM (
        SELECT emoji, jsonb_agg(user_id::text ORDER BY from_seq) AS user_ids, min(from_seq) AS first
        FROM reactions
        WHERE conversation_id = p.conversation_id AND reactions.seq = p.seq AND p.changed_seq > p.seq
          AND from_seq <= ${asOf}
          AND (until_seq IS NULL OR until_seq > ${asOf})
        GROUP BY emoji OFFSET 0
      ) g OFFSET 0
    ) r ON p.changed_seq > p.seq AND p.deleted_by IS NULL
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = l.conversation_id AND user_id = l.user_id
        AND l.user_id IS NOT NULL OFFSET 0
    ) u ON true
    WHERE l.conversation_id = ${conversation} AND l.seq = ${seq}
    OFFSET 0
  ) e`
}
