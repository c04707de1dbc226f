-- AlterEnum
ALTER TYPE "log_kind" ADD VALUE 'message:edited';
ALTER TYPE "log_kind" ADD VALUE 'message:deleted';
ALTER TYPE "log_kind" ADD VALUE 'message:reacted';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "edited_at" TIMESTAMPTZ(3),
ADD COLUMN "deleted_by" BIGINT;

-- AlterTable
ALTER TABLE "placements" ADD COLUMN "reply_to" INTEGER;

-- AlterTable
ALTER TABLE "log" ADD COLUMN "target_seq" INTEGER;

-- CreateTable
CREATE TABLE "message_versions" (
    "message_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_versions_pkey" PRIMARY KEY ("message_id","version")
);

-- CreateTable
CREATE TABLE "reactions" (
    "conversation_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "user_id" BIGINT NOT NULL,
    "emoji" TEXT NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "until_seq" INTEGER,

    CONSTRAINT "reactions_pkey" PRIMARY KEY ("conversation_id","seq","user_id","from_seq")
);

-- CreateIndex
CREATE INDEX "log_conversation_id_target_seq_seq_idx" ON "log"("conversation_id", "target_seq", "seq");

-- AddForeignKey
ALTER TABLE "message_versions" ADD CONSTRAINT "message_versions_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_conversation_id_seq_fkey" FOREIGN KEY ("conversation_id", "seq") REFERENCES "placements"("conversation_id", "seq") ON DELETE CASCADE ON UPDATE CASCADE;
