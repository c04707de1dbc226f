-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "erase_at" TIMESTAMPTZ(3),
ADD COLUMN     "erased_to" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "away" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "blocks" (
    "user_id" BIGINT NOT NULL,
    "blocked_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("user_id","blocked_id")
);

-- CreateTable
CREATE TABLE "erased_sends" (
    "sender_id" BIGINT NOT NULL,
    "client_id" UUID NOT NULL,
    "message_id" BIGINT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_sends_pkey" PRIMARY KEY ("sender_id","client_id")
);

-- CreateIndex
CREATE INDEX "blocks_blocked_id_idx" ON "blocks"("blocked_id");

-- CreateIndex
CREATE INDEX "conversations_erase_at_idx" ON "conversations"("erase_at");

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

