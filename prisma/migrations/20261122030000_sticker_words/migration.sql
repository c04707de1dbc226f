-- AlterTable
ALTER TABLE "attachments" ADD COLUMN     "sticker_emoji" TEXT,
ADD COLUMN     "sticker_words" TEXT;

-- DropForeignKey
ALTER TABLE "attachments" DROP CONSTRAINT "attachments_sticker_id_fkey";

UPDATE "attachments" a SET "sticker_emoji" = s."emoji", "sticker_words" = s."words" FROM "stickers" s WHERE s."id" = a."sticker_id";
