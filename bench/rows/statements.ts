/**
 * The rows of a list of messages: what was said, where, and that it was. $1 senders, $2 client ids, $3 texts, $4 conversations,
 * $5 seqs, $6 texts as they are searched in. Nobody is asked whether they may, and nothing is looked up but the ids that were just given out.
 */
export const SAY = `WITH given AS MATERIALIZED (
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::bigint[], $5::int[], $6::text[])
      AS g (sender_id, client_id, text, conversation_id, seq, search)
  ), said AS (
    INSERT INTO messages (sender_id, client_id, text, search, created_at, sent_at)
    SELECT sender_id, client_id, text, search, now(), now() FROM given RETURNING id, client_id
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
    SELECT g.conversation_id, g.seq, s.id, g.sender_id, g.seq FROM given g JOIN said s ON s.client_id = g.client_id
    RETURNING conversation_id, seq, message_id, sender_id
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
    SELECT conversation_id, seq, 'message:posted', sender_id, message_id, now() FROM placed
  )
  UPDATE conversations c SET last_seq = last.seq, last_sent_at = now()
  FROM (SELECT conversation_id, max(seq) AS seq FROM given GROUP BY 1) last WHERE c.id = last.conversation_id`

/** What became of it: $1 conversations, $2 members, $3 their marks until now, $4 from now on, $5 their own last message. */
export const MARK = `WITH given AS MATERIALIZED (
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[])
      AS g (conversation_id, user_id, from_seq, to_seq, own_seq)
  ), kept AS (
    INSERT INTO mark_moves (conversation_id, user_id, kind, from_seq, to_seq, at)
    SELECT conversation_id, user_id, kind, from_seq, to_seq, now()
    FROM given CROSS JOIN unnest(ARRAY['delivered', 'seen']::mark_kind[]) AS kind
  )
  UPDATE members m SET delivered = g.to_seq, read = g.to_seq, seen = g.to_seq, state_version = m.state_version + 1,
    receipt_delivered = greatest(m.receipt_delivered, g.own_seq), receipt_seen = greatest(m.receipt_seen, g.own_seq)
  FROM given g WHERE m.conversation_id = g.conversation_id AND m.user_id = g.user_id`
