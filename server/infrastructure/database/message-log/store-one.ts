import { prepared } from '../prepared'

// Never before its predecessor's.
const NOW = `greatest(date_trunc('milliseconds', statement_timestamp()), last_sent_at)`

// STORE_PLAIN (store-plain.ts) for one message that answers none: what that does with lists, and with answers, costs a message by
// itself a seventh of the statement, mostly by being set up. So it decides the same, by the same look-ups, and answers the same row,
// or none: the chat's row is changed only if all is plain, and everything else is made of what that returns.
export const STORE_ONE = prepared(
  'send-one',
  `WITH fresh AS (
    UPDATE conversations c SET last_seq = last_seq + 1, last_sent_at = ${NOW},
      erase_at = least(erase_at, ${NOW} + disappear_after_ms * interval '1 ms')
    FROM (
      SELECT array_agg(user_id) AS user_ids, bool_or(user_id = $1) AS speaks, bool_or(away) AS away
      FROM members WHERE conversation_id = $6 AND active
    ) here
    WHERE c.id = $6 AND retired_at IS NULL AND closed_at IS NULL AND (ends_at IS NULL OR ends_at > clock_timestamp())
      AND here.speaks AND NOT here.away
      AND (SELECT true FROM messages WHERE sender_id = $1 AND client_id = $2) IS NULL
      AND (SELECT true FROM erased_sends WHERE sender_id = $1 AND client_id = $2) IS NULL
      AND (SELECT true FROM chat_requests WHERE conversation_id = $6) IS NULL
      AND CASE WHEN pair_key IS NULL THEN true ELSE (
        SELECT true FROM blocks WHERE user_id = ANY(string_to_array(pair_key, ':')::bigint[])
          AND blocked_id = ANY(string_to_array(pair_key, ':')::bigint[]) LIMIT 1) IS NULL END
    RETURNING nextval('messages_id_seq') AS message_id, last_seq AS seq, last_sent_at AS sent_at,
      last_sent_at + disappear_after_ms * interval '1 ms' AS expires_at, user_ids
  ), stored AS (
    INSERT INTO messages (id, sender_id, client_id, text, search, created_at, sent_at)
    SELECT message_id, $1::bigint, $2::uuid, $3::text, $7::text, $4::timestamptz, sent_at FROM fresh
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq, content, expires_at)
    SELECT $6::bigint, seq, message_id, $1, seq, $5::int, expires_at FROM fresh
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
    SELECT $6, seq, 'message:posted', $1, message_id, sent_at FROM fresh
  )
  SELECT 1 AS n, message_id, sent_at, seq, expires_at, array_to_string(user_ids, ',') AS user_ids FROM fresh`,
)
