/**
 * Whether the wording of the placement `p` that the member `m` is shown mentions them. In a chat of two they may not be
 * shown the present one (domain/shown.ts); what nothing hidden happened to costs no look-up. For who is in it now.
 */
export const mentioned = (m: string, p: string): string => `CASE
    WHEN int4range(${p}.seq, ${p}.changed_seq, '[]') <@ ${m}.intervals THEN ${m}.user_id = ANY(${p}.mentions)
    ELSE (
      SELECT CASE WHEN edits.later = 0 THEN ${m}.user_id = ANY(${p}.mentions)
        ELSE coalesce(${p}.mentions_before -> (t.version - edits.later)::text @> to_jsonb(${m}.user_id), false) END
      FROM messages t CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE edit.seq > edit.last) AS later FROM (
          SELECT l.seq, coalesce(max(l.seq) FILTER (WHERE l.seq <@ ${m}.intervals OR c.kind = 'group') OVER (), 0) AS last
          FROM log l JOIN conversations c ON c.id = l.conversation_id
          WHERE l.conversation_id = ${p}.conversation_id AND l.target_seq = ${p}.seq AND l.kind = 'message:edited'
        ) edit
      ) edits WHERE t.id = ${p}.message_id
    ) END`
