-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "erase_at" TIMESTAMPTZ(3),
ADD COLUMN     "erased_to" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "away" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "erased_sends" (
    "sender_id" BIGINT NOT NULL,
    "client_id" UUID NOT NULL,
    "message_id" BIGINT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_sends_pkey" PRIMARY KEY ("sender_id","client_id")
);

-- CreateIndex
CREATE INDEX "conversations_erase_at_idx" ON "conversations"("erase_at");

