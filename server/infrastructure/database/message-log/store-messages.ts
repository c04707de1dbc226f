import { LIMITS } from '@/server/domain/limits'
import { instantIn } from '../event-columns'
import { prepared } from '../prepared'
import { ASKED_OFTEN } from '../requests/ask'

// The last statement of a send, under the locks that were taken before it. What was sent before is looked up before
// anything is checked; of the same clientId twice in the list the first that may be stored counts, and later ones find
// it. Seqs are given only to what is stored: to a message in all of its places, or in none. The refusals are
// domain/refuse-send.ts's. All that is stored at once has one sentAt. Whoever blocks the sender never sees what is said in
// the chat of the two, nor who refused their chat: its seq is taken out of their stay, and it brings no deleted chat back.
// Who says something accepts the chat. A place that has the id ASKED_OFTEN was not opened.
export const STORE = prepared(
  'send',
  `WITH input AS MATERIALIZED (
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::timestamptz[], $5::message_kind[], $6::int[],
        $7::bigint[], $8::text[], $9::int[], $10::text[], $15::int[])
      WITH ORDINALITY AS i (sender_id, client_id, text, created_at, kind, attached, forwarded_from, problem, content,
        mentions, placed, n)
  ), place AS MATERIALIZED (
    SELECT * FROM unnest($11::int[], $12::bigint[], $13::int[]) WITH ORDINALITY AS i (n, conversation_id, reply_to, k)
  ), before AS MATERIALIZED (
    SELECT i.n, t.id AS message_id, t.sent_at, p.places
    FROM input i
    CROSS JOIN LATERAL (
      SELECT id, sent_at FROM messages WHERE sender_id = i.sender_id AND client_id = i.client_id OFFSET 0
    ) t
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('conversationId', p.conversation_id::text, 'seq', p.seq,
        'expiresAt', ${instantIn('p.expires_at')}) ORDER BY p.conversation_id) AS places
      FROM placements p JOIN members m ON m.conversation_id = p.conversation_id AND m.user_id = i.sender_id
        AND p.seq <@ m.intervals AND p.seq > m.cleared_to
      WHERE p.message_id = t.id
    ) p
    UNION ALL
    SELECT i.n, x.message_id, x.sent_at, NULL
    FROM input i CROSS JOIN LATERAL (
      SELECT message_id, sent_at FROM erased_sends WHERE sender_id = i.sender_id AND client_id = i.client_id OFFSET 0
    ) x
  ), checked_places AS MATERIALIZED (
    SELECT i.n, p.k, p.conversation_id, p.reply_to, c.last_seq, c.last_sent_at, c.name, c.kind, c.disappear_after_ms,
      CASE
        WHEN p.conversation_id = ${ASKED_OFTEN} THEN 'asked_often'
        WHEN c.id IS NULL OR m.user_id IS NULL THEN 'not_found'
        WHEN c.retired_at IS NOT NULL THEN 'gone'
        WHEN NOT m.active THEN 'not_allowed'
        WHEN c.closed_at IS NOT NULL OR c.ends_at <= clock_timestamp() THEN 'closed'
        WHEN c.kind = 'direct' AND EXISTS (
          SELECT FROM members o JOIN blocks b ON b.user_id = i.sender_id AND b.blocked_id = o.user_id
          WHERE o.conversation_id = c.id
        ) THEN 'blocking'
        WHEN r.sent >= ${LIMITS.requestMessages} THEN 'unanswered'
        WHEN p.reply_to IS NOT NULL AND NOT EXISTS (
          SELECT FROM placements r WHERE r.conversation_id = p.conversation_id AND r.seq = p.reply_to
            AND r.seq <@ m.intervals AND r.seq > m.cleared_to
        ) THEN 'invalid'
      END AS refusal, ${LIMITS.requestMessages} - r.sent AS may_send
    FROM input i JOIN place p ON p.n = i.n
    LEFT JOIN LATERAL (SELECT * FROM conversations WHERE id = p.conversation_id OFFSET 0) c ON true
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = p.conversation_id AND user_id = i.sender_id OFFSET 0
    ) m ON true
    LEFT JOIN chat_requests r ON r.conversation_id = p.conversation_id AND r.asker_id = i.sender_id
    WHERE NOT EXISTS (SELECT FROM before b WHERE b.n = i.n)
  ), refused AS MATERIALIZED (
    SELECT DISTINCT ON (n) n, conversation_id, refusal, name FROM checked_places WHERE refusal IS NOT NULL ORDER BY n, k
  ), checked AS MATERIALIZED (
    SELECT i.*, coalesce(r.refusal, i.problem) AS refusal, CASE r.refusal WHEN 'not_found' THEN NULL WHEN 'blocking' THEN (
        SELECT u.full_name FROM members o JOIN users u ON u.id = o.user_id
        WHERE o.conversation_id = r.conversation_id AND o.user_id <> i.sender_id
      ) ELSE r.name END AS refusing
    FROM input i LEFT JOIN refused r ON r.n = i.n
    WHERE NOT EXISTS (SELECT FROM before b WHERE b.n = i.n)
  ), candidates AS MATERIALIZED (
    SELECT DISTINCT ON (sender_id, client_id) * FROM checked WHERE refusal IS NULL ORDER BY sender_id, client_id, n
  ), unanswered AS MATERIALIZED (
    SELECT sender_id, client_id FROM (
      SELECT f.sender_id, f.client_id, p.may_send,
        row_number() OVER (PARTITION BY p.conversation_id, f.sender_id ORDER BY f.n) AS nth
      FROM candidates f JOIN checked_places p ON p.n = f.n WHERE p.may_send IS NOT NULL
    ) asking WHERE nth > may_send
  ), fresh AS MATERIALIZED (
    SELECT * FROM candidates WHERE (sender_id, client_id) NOT IN (SELECT sender_id, client_id FROM unanswered)
  ), clock AS MATERIALIZED (
    SELECT greatest(date_trunc('milliseconds', clock_timestamp()),
      (SELECT max(p.last_sent_at) FROM checked_places p JOIN fresh f ON f.n = p.n)) AS now
  ), stored AS (
    INSERT INTO messages (sender_id, client_id, text, created_at, sent_at, kind, attached, forwarded_from, placed,
      file_names)
    SELECT sender_id, client_id, text, created_at, clock.now, kind, attached, forwarded_from,
      placed,
      CASE WHEN attached = 0 THEN '' ELSE coalesce((
        SELECT string_agg(a.name, ' ' ORDER BY a.position)
        FROM jsonb_to_recordset($14::jsonb) AS a (n int, position int, kind text, name text)
        WHERE a.n = fresh.n AND a.kind = 'file' AND a.name <> ''
      ), '') END
    FROM fresh, clock ORDER BY n
    RETURNING id, sender_id, client_id
  ), numbered AS MATERIALIZED (
    SELECT f.n, f.sender_id, f.client_id, f.content, f.mentions, s.id AS message_id
    FROM fresh f JOIN stored s ON s.sender_id = f.sender_id AND s.client_id = f.client_id
  ), fresh_places AS MATERIALIZED (
    SELECT f.n, f.message_id, f.sender_id, f.content, p.conversation_id, p.kind, p.reply_to,
      clock.now + p.disappear_after_ms * interval '1 ms' AS expires_at,
      (p.last_seq + row_number() OVER (PARTITION BY p.conversation_id ORDER BY f.n))::int AS seq,
      CASE WHEN f.mentions = '{}' THEN '{}'::bigint[] ELSE ARRAY(
        SELECT m.user_id FROM members m WHERE m.conversation_id = p.conversation_id AND m.active
          AND m.user_id = ANY(f.mentions::bigint[]) ORDER BY m.user_id) END AS mentions
    FROM numbered f JOIN checked_places p ON p.n = f.n CROSS JOIN clock
  ), hidden AS MATERIALIZED (
    SELECT f.conversation_id, f.seq, o.user_id, o.away
    FROM fresh_places f
    JOIN members o ON f.kind = 'direct' AND o.conversation_id = f.conversation_id
    WHERE EXISTS (SELECT FROM blocks b WHERE b.user_id = o.user_id AND b.blocked_id = f.sender_id)
      OR EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = f.conversation_id AND r.asked_id = o.user_id
        AND r.asker_id = f.sender_id AND r.refused_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM fresh_places a WHERE a.conversation_id = f.conversation_id AND a.sender_id = o.user_id AND a.n < f.n))
  ), accepted AS (
    DELETE FROM chat_requests r USING fresh_places f
    WHERE r.conversation_id = f.conversation_id AND r.asked_id = f.sender_id
    RETURNING r.conversation_id, r.asked_id
  ), asking AS (
    UPDATE chat_requests r SET sent = r.sent + f.sent
    FROM (SELECT conversation_id, sender_id, count(*) AS sent FROM fresh_places GROUP BY 1, 2) f
    WHERE r.conversation_id = f.conversation_id AND r.asker_id = f.sender_id AND NOT EXISTS (
      SELECT FROM fresh_places a WHERE a.conversation_id = r.conversation_id AND a.sender_id = r.asked_id)
  ), taken AS (
    UPDATE members m SET intervals = m.intervals - h.seqs
    FROM (
      SELECT conversation_id, user_id, range_agg(int4range(seq, seq + 1)) AS seqs FROM hidden GROUP BY 1, 2
    ) h
    WHERE m.conversation_id = h.conversation_id AND m.user_id = h.user_id
  ), placed AS (
    INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq, reply_to, mentions, content,
      expires_at)
    SELECT conversation_id, seq, message_id, sender_id, seq, reply_to, mentions, content, expires_at
    FROM fresh_places ORDER BY n
  ), attached AS (
    INSERT INTO attachments (message_id, position, kind, blob_id, preview_id, name, width, height, duration_ms,
      thumbhash, waveform, sticker_id, sticker_emoji, sticker_words)
    SELECT f.message_id, a.position, a.kind, a."blobId", a."previewId", a.name, a.width, a.height, a."durationMs",
      decode(a.thumbhash, 'base64'), decode(a.waveform, 'base64'), a."stickerId", a."stickerEmoji",
      a."stickerWords"
    FROM jsonb_to_recordset($14::jsonb) AS a (n int, position int, kind attachment_kind, "blobId" text,
      "previewId" text, name text, width int, height int, "durationMs" int, thumbhash text, waveform text,
      "stickerId" bigint, "stickerEmoji" text, "stickerWords" text)
    JOIN numbered f ON f.n = a.n
  ), logged AS (
    INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
    SELECT conversation_id, seq, 'message:posted', sender_id, message_id, clock.now
    FROM fresh_places, clock ORDER BY n
  ), advanced AS (
    UPDATE conversations c SET last_seq = f.last_seq, last_sent_at = clock.now,
      erase_at = least(c.erase_at, f.expires_at)
    FROM (
      SELECT conversation_id, max(seq) AS last_seq, min(expires_at) AS expires_at FROM fresh_places GROUP BY 1
    ) f, clock
    WHERE c.id = f.conversation_id
  ), back AS (
    UPDATE members m SET away = false WHERE m.away AND m.active
      AND m.conversation_id = ANY(ARRAY(SELECT conversation_id FROM fresh_places))
      AND (NOT EXISTS (SELECT FROM hidden h WHERE h.conversation_id = m.conversation_id AND h.user_id = m.user_id)
        OR EXISTS (SELECT FROM accepted a WHERE a.conversation_id = m.conversation_id AND a.asked_id = m.user_id))
  ), recipients AS MATERIALIZED (
    SELECT m.conversation_id, jsonb_agg(m.user_id::text ORDER BY m.user_id) AS user_ids
    FROM members m WHERE m.active AND m.conversation_id = ANY(ARRAY(SELECT conversation_id FROM fresh_places))
    GROUP BY 1
  ), told AS MATERIALIZED (
    SELECT f.n, jsonb_agg(jsonb_build_object('conversationId', f.conversation_id::text, 'seq', f.seq, 'replyTo', f.reply_to,
      'expiresAt', ${instantIn('f.expires_at')},
      'mentions', (SELECT coalesce(jsonb_agg(one::text), '[]') FROM unnest(f.mentions) one), 'userIds', r.user_ids,
      'hiddenFrom', (SELECT jsonb_agg(jsonb_build_object('userId', h.user_id::text, 'away', h.away)) FROM hidden h
        WHERE h.conversation_id = f.conversation_id AND h.seq = f.seq))
      ORDER BY f.conversation_id) AS places
    FROM fresh_places f JOIN recipients r ON r.conversation_id = f.conversation_id GROUP BY f.n
  )
  SELECT CASE WHEN s.n IS NULL THEN coalesce(c.refusal, CASE WHEN (i.sender_id, i.client_id) IN (
      SELECT sender_id, client_id FROM unanswered) THEN 'unanswered' END) END AS refusal, CASE WHEN s.n IS NULL THEN c.refusing END AS refusing,
    coalesce(b.message_id, s.message_id) AS message_id, coalesce(b.sent_at, clock.now) AS sent_at, s.n = i.n AS stored,
    coalesce(b.places, here.places, '[]') AS places, i.created_at,
    CASE WHEN s.n = i.n AND EXISTS (SELECT FROM accepted) THEN (SELECT jsonb_agg(a.conversation_id::text) FROM accepted a JOIN fresh_places f
      ON f.conversation_id = a.conversation_id AND f.sender_id = a.asked_id WHERE f.n = s.n) END AS accepted
  FROM input i CROSS JOIN clock
  LEFT JOIN before b ON b.n = i.n
  LEFT JOIN checked c ON c.n = i.n
  LEFT JOIN numbered s ON s.sender_id = i.sender_id AND s.client_id = i.client_id AND s.n <= i.n
  LEFT JOIN told here ON here.n = s.n
  ORDER BY i.n`,
)
