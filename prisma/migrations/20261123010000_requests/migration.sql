-- AlterEnum
ALTER TYPE "privacy_topic" ADD VALUE 'chats';
ALTER TYPE "privacy_topic" ADD VALUE 'groups';

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "chats_audience" "audience" NOT NULL DEFAULT 'everybody',
ADD COLUMN     "groups_audience" "audience" NOT NULL DEFAULT 'everybody';

-- CreateTable
CREATE TABLE "chat_requests" (
    "asked_id" BIGINT NOT NULL,
    "asker_id" BIGINT NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refused_at" TIMESTAMPTZ(3),
    "sent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "chat_requests_pkey" PRIMARY KEY ("asked_id","asker_id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "conversation_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("conversation_id","user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "chat_requests_conversation_id_key" ON "chat_requests"("conversation_id");

-- CreateIndex
CREATE INDEX "chat_requests_asker_id_asked_at_idx" ON "chat_requests"("asker_id", "asked_at");

-- CreateIndex
CREATE INDEX "invitations_user_id_idx" ON "invitations"("user_id");

-- CreateIndex
CREATE INDEX "invitations_by_id_idx" ON "invitations"("by_id");

-- AddForeignKey
ALTER TABLE "chat_requests" ADD CONSTRAINT "chat_requests_asked_id_fkey" FOREIGN KEY ("asked_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_requests" ADD CONSTRAINT "chat_requests_asker_id_fkey" FOREIGN KEY ("asker_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chat_requests" ADD CONSTRAINT "chat_requests_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
