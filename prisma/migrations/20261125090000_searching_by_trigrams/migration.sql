-- What is said of these in beyond-schema.sql. The index is made anew, which takes some seconds for each hundred thousand messages; search_grams stays for processes that
-- are being replaced.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE OR REPLACE FUNCTION search_text(text text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
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

DROP INDEX "messages_search_idx";
CREATE INDEX "messages_search_idx" ON "messages" USING gin ((CASE WHEN octet_length("search") = length("search") THEN "search"
  ELSE search_key("search") END) gin_trgm_ops);
ALTER INDEX "messages_search_idx" ALTER COLUMN 1 SET STATISTICS 0;

ALTER TABLE "messages" ALTER COLUMN "search" DROP EXPRESSION;
ALTER TABLE "messages" ALTER COLUMN "search" SET NOT NULL;

CREATE FUNCTION fold_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := search_text(NEW.text || ' ' || NEW.file_names);
  RETURN NEW;
END $$;

CREATE TRIGGER messages_fold BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.search IS NULL) EXECUTE FUNCTION fold_message();
CREATE TRIGGER messages_fold_again BEFORE UPDATE OF text, file_names ON messages FOR EACH ROW EXECUTE FUNCTION fold_message();
