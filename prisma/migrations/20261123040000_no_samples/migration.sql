-- Destroys: nothing that anybody put there, but samples of these columns that Postgres had taken for its plans.

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

-- What was sampled so far goes as well: Postgres lets a superuser do this, as the one that Kith brings along has.
DO $$
DECLARE sampled record;
BEGIN
  FOR sampled IN
    SELECT s.starelid, s.staattnum, s.stainherit FROM pg_statistic s
    JOIN pg_attribute a ON a.attrelid = s.starelid AND a.attnum = s.staattnum JOIN pg_class c ON c.oid = s.starelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attstattarget = 0
  LOOP
    DELETE FROM pg_statistic WHERE (starelid, staattnum, stainherit) = (sampled.starelid, sampled.staattnum, sampled.stainherit);
  END LOOP;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'Samples that Postgres took before this stay: only a superuser may take them away.';
END $$;
