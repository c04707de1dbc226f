-- Destroys: the column "search" of "messages"; it is computed anew, with the names of the message’s files.
ALTER TABLE "messages" ADD COLUMN     "file_names" TEXT NOT NULL DEFAULT '';

UPDATE "messages" t SET "file_names" = a."names" FROM (
  SELECT "message_id", string_agg("name", ' ' ORDER BY "position") AS "names"
  FROM "attachments" WHERE "kind" = 'file' AND "name" <> '' GROUP BY "message_id"
) a WHERE a."message_id" = t."id";

DROP INDEX "messages_search_idx";

ALTER TABLE "messages" DROP COLUMN "search";

ALTER TABLE "messages" ADD COLUMN "search" text COLLATE "C" GENERATED ALWAYS AS (search_text("text" || ' ' || "file_names")) STORED;

CREATE INDEX "messages_search_idx" ON "messages" USING gin ((search_grams("search") COLLATE "C"));
