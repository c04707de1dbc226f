-- AlterTable
ALTER TABLE "message_versions" ADD COLUMN     "content" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "preview_id" BIGINT;

-- CreateIndex
CREATE INDEX "message_versions_preview_id_idx" ON "message_versions"("preview_id");

-- AddForeignKey
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "link_previews"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What earlier wordings are found by and show, as far as it can still be known.
UPDATE "message_versions" SET "content" = 8 WHERE "text" ~* '(https?://|www\.)[^[:space:]]';
UPDATE "message_versions" v SET "preview_id" = l."id" FROM "messages" t JOIN "link_previews" l ON l."id" = t."preview_id"
WHERE t."id" = v."message_id" AND position(l."url" IN v."text") > 0;

-- Pins and their ends took turns.
UPDATE "log" SET "set_to" = turns."nth" % 2
FROM (
  SELECT "conversation_id", "seq", row_number() OVER (PARTITION BY "conversation_id", "target_seq" ORDER BY "seq") AS "nth"
  FROM "log" WHERE "kind" = 'message:pinned'
) turns
WHERE "log"."conversation_id" = turns."conversation_id" AND "log"."seq" = turns."seq" AND "log"."kind" = 'message:pinned';
