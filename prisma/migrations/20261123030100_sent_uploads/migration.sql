-- AlterTable
ALTER TABLE "uploads" ADD COLUMN     "sent" BOOLEAN NOT NULL DEFAULT false;

-- What is still in something that its user said, or made a sticker of.
UPDATE "uploads" u SET "sent" = true WHERE EXISTS (
  SELECT FROM "attachments" a JOIN "messages" m ON m."id" = a."message_id"
  WHERE m."sender_id" = u."user_id" AND u."blob_id" IN (a."blob_id", a."preview_id")
) OR EXISTS (SELECT FROM "stickers" s WHERE s."blob_id" = u."blob_id");
