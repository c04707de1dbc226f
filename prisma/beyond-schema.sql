-- What Prisma’s schema can’t say: how texts, and what is pinned, are found. Migrations end with the same lines, and a test
-- builds a database from each and compares them.

-- Finds parts of words by threes of neighbouring characters. Its letters are those of the database's LC_CTYPE, which may know
-- none beyond ASCII: hence search_key.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A text as it is searched in: without case, accents, what can't be seen and punctuation; a space before each word. Not in SQL,
-- whose functions are read and planned anew by each statement that stores a message.
CREATE FUNCTION search_text(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF octet_length(text) = length(text) THEN
    RETURN rtrim(regexp_replace(' ' || lower(text), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'), ' ');
  END IF;
  RETURN rtrim(regexp_replace(' ' || replace(replace(lower(regexp_replace(
      normalize(lower(text), NFKD),
      '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+',
      '', 'g')), 'ς', 'σ'), 'ß', 'ss'),
    '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u00a0-\u00bf\u2000-\u206f\u3000-\u3003\u3008-\u301f]+', ' ', 'g'), ' ');
END $$;

-- A searched text by letters that every database has: each other one stands for many, which the text itself then tells apart.
-- Ideographs and emoji say so much each that one of them is looked for: they are five letters, those of neighbours far apart.
-- It costs what it says: whoever plans a search asks the index in place of all messages.
CREATE FUNCTION search_key(searched text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN (
    SELECT string_agg(CASE
      WHEN code < 128 THEN letter
      WHEN code < 8592 THEN substr('abcdefghijklmnopqrstuvwxyz0123456789', code % 36 + 1, 1)
      ELSE lpad(to_hex(code::bigint * 40503 % 1048576), 5, '0')
    END, '') FROM (SELECT letter, ascii(letter) AS code FROM string_to_table(searched, NULL) AS letter) one
  );
END $$;

ALTER TABLE "messages" ADD COLUMN "search" text COLLATE "C" NOT NULL;

CREATE INDEX "messages_search_idx" ON "messages" USING gin ((CASE WHEN octet_length("search") = length("search") THEN "search"
  ELSE search_key("search") END) gin_trgm_ops);

-- Whoever stores a text folds it, or leaves it to this; whoever changes one can't forget it.
CREATE FUNCTION fold_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := search_text(NEW.text || ' ' || NEW.file_names);
  RETURN NEW;
END $$;

CREATE TRIGGER messages_fold BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.search IS NULL) EXECUTE FUNCTION fold_message();
CREATE TRIGGER messages_fold_again BEFORE UPDATE OF text, file_names ON messages FOR EACH ROW EXECUTE FUNCTION fold_message();

-- By these an older process asks while it is being replaced.
CREATE FUNCTION search_grams(searched text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
  WHEN octet_length(searched) <= 1000 AND searched !~ '[\u2190-\U0010ffff]' THEN ARRAY(
    SELECT substr(CASE WHEN nth = 1 THEN word ELSE ' ' || word END, n, 3)
    FROM string_to_table(searched, ' ') WITH ORDINALITY AS one (word, nth),
      generate_series(1, CASE WHEN nth = 1 THEN length(word) - 2 ELSE length(word) - 1 END) AS n
  )
  ELSE (
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
      SELECT a, lead(a) OVER (ORDER BY n) AS b, lead(a, 2) OVER (ORDER BY n) AS c
      FROM unnest(string_to_array(searched, NULL)) WITH ORDINALITY AS one (a, n)
    ) run CROSS JOIN LATERAL unnest(CASE
      WHEN a COLLATE "C" >= U&'\2190' THEN ARRAY[a, CASE WHEN b COLLATE "C" >= U&'\2190' THEN a || b END]
      WHEN b <> ' ' AND c <> ' ' AND b COLLATE "C" < U&'\2190' AND c COLLATE "C" < U&'\2190' THEN ARRAY[a || b || c]
    END) AS gram WHERE gram IS NOT NULL
  )
END;

-- Galleries: what has a picture, a file, a voice or a link, newest first.
CREATE INDEX "placements_content_idx" ON "placements" ("conversation_id", "seq") INCLUDE ("content") WHERE "content" > 0;

-- What is pinned in a chat, and in which order it was.
CREATE INDEX "log_pinned_idx" ON "log" ("conversation_id", "target_seq", "seq") WHERE "kind" = 'message:pinned';

-- Who deleted their account comes into no chat any more, however late a request of theirs, or of somebody who adds them, is:
-- whoever deletes it waits for those who hold its row here, and those who come after find it deleted.
CREATE FUNCTION require_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM users WHERE id = NEW.user_id AND deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'This account is deleted.', CONSTRAINT = 'members_user_id_fkey';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER members_join BEFORE INSERT ON members FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION require_account();
CREATE TRIGGER members_come_back BEFORE UPDATE ON members FOR EACH ROW WHEN (NEW.active AND NOT OLD.active)
  EXECUTE FUNCTION require_account();

-- What disappears, and what goes first.
CREATE INDEX "placements_expires_idx" ON "placements" ("conversation_id", "expires_at") WHERE "expires_at" IS NOT NULL;

-- Postgres plans by samples of what columns hold, and keeps them until it looks at the table again. Of what people say, and
-- of their names, it keeps none: erased words would go on standing there.
ALTER TABLE "messages" ALTER COLUMN "text" SET STATISTICS 0, ALTER COLUMN "file_names" SET STATISTICS 0,
  ALTER COLUMN "search" SET STATISTICS 0;
ALTER INDEX "messages_search_idx" ALTER COLUMN 1 SET STATISTICS 0;
ALTER TABLE "message_versions" ALTER COLUMN "text" SET STATISTICS 0;
ALTER TABLE "attachments" ALTER COLUMN "name" SET STATISTICS 0, ALTER COLUMN "thumbhash" SET STATISTICS 0,
  ALTER COLUMN "waveform" SET STATISTICS 0, ALTER COLUMN "sticker_words" SET STATISTICS 0;
ALTER TABLE "uploads" ALTER COLUMN "thumbhash" SET STATISTICS 0, ALTER COLUMN "refusal" SET STATISTICS 0;
ALTER TABLE "link_previews" ALTER COLUMN "url" SET STATISTICS 0, ALTER COLUMN "title" SET STATISTICS 0,
  ALTER COLUMN "site" SET STATISTICS 0, ALTER COLUMN "description" SET STATISTICS 0,
  ALTER COLUMN "thumbhash" SET STATISTICS 0;
ALTER TABLE "members" ALTER COLUMN "draft" SET STATISTICS 0, ALTER COLUMN "ended" SET STATISTICS 0;
ALTER TABLE "conversations" ALTER COLUMN "name" SET STATISTICS 0;
ALTER TABLE "contacts" ALTER COLUMN "name" SET STATISTICS 0;
ALTER TABLE "users" ALTER COLUMN "full_name" SET STATISTICS 0, ALTER COLUMN "about" SET STATISTICS 0,
  ALTER COLUMN "search_key" SET STATISTICS 0;
ALTER TABLE "pictures" ALTER COLUMN "bytes" SET STATISTICS 0;
ALTER TABLE "reports" ALTER COLUMN "note" SET STATISTICS 0, ALTER COLUMN "messages" SET STATISTICS 0;
ALTER TABLE "stickers" ALTER COLUMN "words" SET STATISTICS 0;
ALTER TABLE "sticker_packs" ALTER COLUMN "name" SET STATISTICS 0;

-- What a server keeps for some days alone, and what goes first: messages by when they came to a place, files by when they were sent.
CREATE INDEX "log_posted_idx" ON "log" ("at") WHERE "kind" = 'message:posted';
CREATE INDEX "messages_files_idx" ON "messages" ("sent_at") WHERE "attached" > 0 AND "kind" <> 'sticker';

-- Which messages show what is behind a link: few of all.
CREATE INDEX "messages_preview_id_idx" ON "messages" ("preview_id") WHERE "preview_id" IS NOT NULL;

-- What only some messages have, for the statements that read them: as functions, whose steps are set up when one is called, while those of a
-- statement are set up each time, also for a page of plain words. They see what the statement sees that calls them. Whoever changes
-- what one answers gives it another name: processes of the version before call it, too.

-- As contracts/dto.ts's `attachments`.
CREATE FUNCTION attachments_of(of_message bigint, with_waveforms boolean) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('kind', y.kind, 'name', y.name, 'type', b.type, 'size', b.size,
      'width', y.width, 'height', y.height, 'durationMs', y.duration_ms,
      'thumbhash', translate(encode(y.thumbhash, 'base64'), E'\n', ''),
      'waveform', CASE WHEN with_waveforms THEN translate(encode(y.waveform, 'base64'), E'\n', '') END,
      'preview', y.preview_id IS NOT NULL, 'sticker', CASE WHEN y.sticker_id IS NOT NULL THEN
        jsonb_build_object('id', y.sticker_id::text, 'emoji', y.sticker_emoji, 'words', y.sticker_words) END) ORDER BY y.position)
    FROM attachments y JOIN blobs b ON b.id = y.blob_id
    WHERE y.message_id = of_message
  );
END $$;

-- What is behind the link, if the wording that is shown has it.
CREATE FUNCTION preview_in(wording text, preview bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('url', z.url, 'title', z.title, 'site', z.site, 'description', z.description,
      'picture', CASE WHEN z.blob_id IS NOT NULL THEN jsonb_build_object('width', z.width, 'height', z.height,
        'thumbhash', translate(encode(z.thumbhash, 'base64'), E'\n', '')) END)
    FROM link_previews z WHERE z.id = preview AND position(z.url IN wording) > 0
  );
END $$;

-- In the order in which each emoji was first used, of a message in one place, without what was done in `unshown`.
CREATE FUNCTION reactions_shown(in_conversation bigint, at_seq int, unshown int4multirange)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.user_ids) ORDER BY g.first)
    FROM (
      SELECT r.emoji, jsonb_agg(r.user_id::text ORDER BY r.from_seq) AS user_ids, min(r.from_seq) AS first
      FROM reactions r
      WHERE r.conversation_id = in_conversation AND r.seq = at_seq
        AND NOT r.from_seq <@ unshown AND (r.until_seq IS NULL OR r.until_seq <@ unshown AND NOT EXISTS (
          SELECT FROM reactions later WHERE later.conversation_id = in_conversation AND later.seq = at_seq
            AND later.user_id = r.user_id AND later.from_seq > r.from_seq AND NOT later.from_seq <@ unshown))
      GROUP BY r.emoji
    ) g
  );
END $$;

-- Whom an earlier wording mentioned in a placement.
CREATE FUNCTION mentions_before_of(mentions_before jsonb, wording int) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(SELECT one::bigint FROM jsonb_array_elements_text(mentions_before -> wording::text) one);
END $$;

-- All places of a message that the viewer may see, by conversation id: as it was in the conversation `here` when it was placed later,
-- and as in `wording` (null: the present one).
CREATE FUNCTION places_shown(of_message bigint, viewer bigint, here bigint, placed_later_at timestamptz, wording int)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('conversationId', x.conversation_id::text, 'seq', x.seq,
      'expiresAt', to_char(x.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'mentions',
      (SELECT jsonb_agg(one::text ORDER BY one) FROM unnest(CASE WHEN wording IS NULL THEN x.mentions
        ELSE mentions_before_of(x.mentions_before, wording) END) one)))
      ORDER BY x.conversation_id)
    FROM placements x JOIN members s ON s.conversation_id = x.conversation_id AND s.user_id = viewer
      AND x.seq <@ s.intervals AND x.seq > s.cleared_to
    WHERE x.message_id = of_message AND (placed_later_at IS NULL OR x.conversation_id = here OR (
      SELECT at FROM log WHERE log.conversation_id = x.conversation_id AND log.seq = x.seq) < placed_later_at)
  );
END $$;

CREATE TYPE message_then AS (
  changed_seq int,
  -- Of the wording; null: the present one is shown.
  version int,
  text text,
  worded_at timestamptz,
  preview_id bigint,
  previewed_later boolean,
  pinned_by bigint,
  pinned_at timestamptz,
  -- Null: it wasn't.
  placed_later_at timestamptz
);

-- A message in one place without the changes in `unshown` (server/domain/shown.ts). That its files were erased is shown to all.
CREATE FUNCTION message_then(of_message bigint, in_conversation bigint, at_seq int, present_version int, unshown int4multirange)
RETURNS message_then LANGUAGE plpgsql STABLE AS $$
DECLARE
  result message_then;
BEGIN
  SELECT past.changed_seq, CASE WHEN past.later_edits > 0 THEN present_version - past.later_edits END, w.text, w.at, w.preview_id, past.previewed_later, pin.actor_id, pin.at, past.placed_later_at INTO result
  FROM (
    SELECT coalesce(max(x.seq) FILTER (WHERE NOT x.hidden), at_seq) AS changed_seq,
      count(*) FILTER (WHERE x.kind = 'message:edited' AND x.seq > x.last) AS later_edits,
      max(x.last) FILTER (WHERE x.kind = 'message:pinned') AS pin_seq,
      min(x.at) FILTER (WHERE x.hidden AND x.kind = 'message:placed') AS placed_later_at,
      bool_or(x.hidden AND x.kind = 'message:previewed' AND x.edits = x.worded) AS previewed_later
    FROM (
      SELECT y.*, coalesce(max(y.edits) FILTER (WHERE y.kind = 'message:edited' AND NOT y.hidden) OVER (), 0) AS worded
      FROM (
        SELECT l.seq, l.kind, l.at, l.seq <@ unshown AND l.kind <> 'message:filesErased' AS hidden,
          coalesce(max(l.seq) FILTER (WHERE NOT l.seq <@ unshown) OVER (PARTITION BY l.kind), 0) AS last,
          count(*) FILTER (WHERE l.kind = 'message:edited') OVER (ORDER BY l.seq) AS edits
        FROM log l WHERE l.conversation_id = in_conversation AND l.target_seq = at_seq
      ) y
    ) x
  ) past
  LEFT JOIN message_versions w ON past.later_edits > 0 AND w.message_id = of_message AND w.version = present_version - past.later_edits
  LEFT JOIN log pin ON pin.conversation_id = in_conversation AND pin.seq = past.pin_seq AND pin.set_to = 1;
  RETURN result;
END $$;

-- The member's own marks from one seq to another, as contracts/dto.ts's `OwnMark`.
CREATE FUNCTION own_marks_between(viewer bigint, in_conversation bigint, from_seq int, to_seq int)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('seq', o.seq, 'starred', o.starred_at IS NOT NULL, 'hidden', o.hidden, 'version', o.version)
      ORDER BY o.seq)
    FROM own_marks o WHERE o.user_id = viewer AND o.conversation_id = in_conversation AND o.seq BETWEEN from_seq AND to_seq
  );
END $$;

-- Where the messages pinned in a conversation stand, oldest pin first, of those in `visible` that `viewer` hasn't deleted for
-- themselves, as who isn't shown `unshown` knows it: the last event that is shown says whether. What was deleted isn't pinned.
CREATE FUNCTION pins_shown(viewer bigint, in_conversation bigint, visible int4multirange, unshown int4multirange)
RETURNS int[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT array_agg(x.target_seq ORDER BY x.seq)
    FROM (
      SELECT DISTINCT ON (l.target_seq) l.target_seq, l.seq, l.set_to FROM log l
      WHERE l.conversation_id = in_conversation AND l.kind = 'message:pinned' AND NOT l.seq <@ unshown
      ORDER BY l.target_seq, l.seq DESC
    ) x
    WHERE x.set_to = 1 AND x.target_seq <@ visible
      AND EXISTS (SELECT FROM placements p
        WHERE p.conversation_id = in_conversation AND p.seq = x.target_seq AND p.deleted_by IS NULL)
      AND NOT EXISTS (SELECT FROM own_marks o
        WHERE o.user_id = viewer AND o.conversation_id = in_conversation AND o.seq = x.target_seq AND o.hidden)
  );
END $$;
