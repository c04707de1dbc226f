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
