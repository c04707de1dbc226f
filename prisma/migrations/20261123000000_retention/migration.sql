-- AlterEnum
ALTER TYPE "log_kind" ADD VALUE 'message:filesErased' AFTER 'message:previewed';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "files_erased" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "files_erased_after" INTEGER;

-- AlterTable
ALTER TABLE "server_settings" ADD COLUMN     "keep_files_days" INTEGER,
ADD COLUMN     "keep_messages_days" INTEGER;

-- What a server keeps for some days alone, and what goes first: messages by when they came to a place, files by when they were sent.
CREATE INDEX "log_posted_idx" ON "log" ("at") WHERE "kind" = 'message:posted';
CREATE INDEX "messages_files_idx" ON "messages" ("sent_at") WHERE "attached" > 0 AND "kind" <> 'sticker';
