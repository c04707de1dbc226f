-- What is written with each message under its conversation's lock: nothing that these refer to is ever deleted before them.
ALTER TABLE "messages" DROP CONSTRAINT "messages_sender_id_fkey";
ALTER TABLE "placements" DROP CONSTRAINT "placements_conversation_id_fkey", DROP CONSTRAINT "placements_message_id_fkey";
ALTER TABLE "log" DROP CONSTRAINT "log_conversation_id_fkey";
ALTER TABLE "mark_moves" DROP CONSTRAINT "mark_moves_conversation_id_fkey";

-- A member is found by either half of the key: whichever a plan begins with.
DROP INDEX "members_user_id_idx";
CREATE INDEX "members_user_id_conversation_id_idx" ON "members"("user_id", "conversation_id");

DROP INDEX "messages_preview_id_idx";

-- Which messages show what is behind a link: few of all.
CREATE INDEX "messages_preview_id_idx" ON "messages" ("preview_id") WHERE "preview_id" IS NOT NULL;
