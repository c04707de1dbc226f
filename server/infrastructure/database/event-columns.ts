/**
 * The event at (`conversation`, `seq`) with its target, as a lateral subquery named `e` that is always looked up row by
 * row: however the planner guesses, a page reads a page's worth of rows.
 * @param text how a message's text is selected from `t.text`
 */
export function eventAt(conversation: string, seq: string, text = 't.text'): string {
  return `LATERAL (
    SELECT l.seq, l.kind AS event_kind, l.actor_id, l.at, t.id AS message_id, t.client_id, ${text} AS text,
      t.created_at AS message_created_at, t.sent_at, p.changed_seq AS message_changed_seq,
      l.user_id AS target_id, u.role AS target_role, u.active AS target_active, u.joined_seq AS target_joined_seq,
      u.changed_seq AS target_changed_seq
    FROM log l
    LEFT JOIN LATERAL (SELECT * FROM messages WHERE id = l.message_id OFFSET 0) t ON true
    LEFT JOIN LATERAL (
      SELECT * FROM placements WHERE conversation_id = l.conversation_id AND placements.seq = l.seq
        AND l.message_id IS NOT NULL OFFSET 0
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = l.conversation_id AND user_id = l.user_id
        AND l.user_id IS NOT NULL OFFSET 0
    ) u ON true
    WHERE l.conversation_id = ${conversation} AND l.seq = ${seq}
    OFFSET 0
  ) e`
}
