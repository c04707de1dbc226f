-- Destroys: the column "deleted_by" of "messages"; what it said is copied to "placements" first.

-- CreateEnum
CREATE TYPE "attachment_kind" AS ENUM ('image', 'video', 'file', 'voice', 'circle_video', 'sticker');

-- CreateEnum
CREATE TYPE "upload_purpose" AS ENUM ('image', 'video', 'file', 'voice', 'circle_video', 'sticker', 'preview');

-- AlterEnum
ALTER TYPE "message_kind" ADD VALUE 'voice';
ALTER TYPE "message_kind" ADD VALUE 'circle_video';
ALTER TYPE "message_kind" ADD VALUE 'sticker';

-- AlterEnum
ALTER TYPE "log_kind" ADD VALUE 'message:placed';
ALTER TYPE "log_kind" ADD VALUE 'message:pinned';
ALTER TYPE "log_kind" ADD VALUE 'message:previewed';

-- AlterTable
ALTER TABLE "server_settings" ADD COLUMN     "link_previews" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "draft" JSONB,
ADD COLUMN     "own_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "attached" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "placed" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "forwarded_from" BIGINT,
ADD COLUMN     "preview_id" BIGINT;

-- AlterTable
ALTER TABLE "placements" ADD COLUMN     "content" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "deleted_by" BIGINT,
ADD COLUMN     "mentions" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
ADD COLUMN     "pinned_at" TIMESTAMPTZ(3),
ADD COLUMN     "pinned_by" BIGINT;

-- What was deleted for everyone was in one place: that place says so from now on.
UPDATE "placements" p SET "deleted_by" = m."deleted_by" FROM "messages" m
WHERE m."id" = p."message_id" AND m."deleted_by" IS NOT NULL;

-- AlterTable
ALTER TABLE "messages" DROP COLUMN "deleted_by";

-- CreateTable
CREATE TABLE "attachments" (
    "message_id" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "kind" "attachment_kind" NOT NULL,
    "blob_id" TEXT NOT NULL,
    "preview_id" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "width" INTEGER,
    "height" INTEGER,
    "duration_ms" INTEGER,
    "thumbhash" BYTEA,
    "waveform" BYTEA,
    "sticker_id" BIGINT,

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("message_id","position")
);

-- CreateTable
CREATE TABLE "blobs" (
    "id" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" TEXT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "purpose" "upload_purpose" NOT NULL,
    "size" BIGINT NOT NULL,
    "source_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "refusal" JSONB,
    "kind" "upload_purpose",
    "width" INTEGER,
    "height" INTEGER,
    "thumbhash" BYTEA,
    "blob_id" TEXT,
    "preview_id" TEXT,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sticker_packs" (
    "id" BIGSERIAL NOT NULL,
    "owner_id" BIGINT,
    "slug" TEXT,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sticker_packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stickers" (
    "id" BIGSERIAL NOT NULL,
    "pack_id" BIGINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "blob_id" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "emoji" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "stickers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stickers_of_users" (
    "user_id" BIGINT NOT NULL,
    "sticker_id" BIGINT NOT NULL,
    "favourite_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "stickers_of_users_pkey" PRIMARY KEY ("user_id","sticker_id")
);

-- CreateTable
CREATE TABLE "link_previews" (
    "id" BIGSERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "blob_id" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "thumbhash" BYTEA,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_previews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_marks" (
    "user_id" BIGINT NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "starred_at" TIMESTAMPTZ(3),
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL,

    CONSTRAINT "own_marks_pkey" PRIMARY KEY ("user_id","conversation_id","seq")
);

-- CreateIndex
CREATE INDEX "attachments_blob_id_idx" ON "attachments"("blob_id");

-- CreateIndex
CREATE INDEX "attachments_preview_id_idx" ON "attachments"("preview_id");

-- CreateIndex
CREATE INDEX "attachments_sticker_id_idx" ON "attachments"("sticker_id");

-- CreateIndex
CREATE INDEX "uploads_user_id_source_hash_idx" ON "uploads"("user_id", "source_hash");

-- CreateIndex
CREATE INDEX "uploads_blob_id_idx" ON "uploads"("blob_id");

-- CreateIndex
CREATE INDEX "uploads_preview_id_idx" ON "uploads"("preview_id");

-- CreateIndex
CREATE UNIQUE INDEX "sticker_packs_slug_key" ON "sticker_packs"("slug");

-- CreateIndex
CREATE INDEX "sticker_packs_owner_id_idx" ON "sticker_packs"("owner_id");

-- CreateIndex
CREATE INDEX "stickers_blob_id_idx" ON "stickers"("blob_id");

-- CreateIndex
CREATE UNIQUE INDEX "stickers_pack_id_position_key" ON "stickers"("pack_id", "position");

-- CreateIndex
CREATE INDEX "stickers_of_users_sticker_id_idx" ON "stickers_of_users"("sticker_id");

-- CreateIndex
CREATE UNIQUE INDEX "link_previews_url_key" ON "link_previews"("url");

-- CreateIndex
CREATE INDEX "link_previews_blob_id_idx" ON "link_previews"("blob_id");

-- CreateIndex
CREATE INDEX "own_marks_conversation_id_seq_idx" ON "own_marks"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "own_marks_user_id_starred_at_idx" ON "own_marks"("user_id", "starred_at");

-- CreateIndex
CREATE INDEX "messages_preview_id_idx" ON "messages"("preview_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "link_previews"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blobs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "blobs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_sticker_id_fkey" FOREIGN KEY ("sticker_id") REFERENCES "stickers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blobs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_preview_id_fkey" FOREIGN KEY ("preview_id") REFERENCES "blobs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sticker_packs" ADD CONSTRAINT "sticker_packs_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stickers" ADD CONSTRAINT "stickers_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "sticker_packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stickers" ADD CONSTRAINT "stickers_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blobs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stickers_of_users" ADD CONSTRAINT "stickers_of_users_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stickers_of_users" ADD CONSTRAINT "stickers_of_users_sticker_id_fkey" FOREIGN KEY ("sticker_id") REFERENCES "stickers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_previews" ADD CONSTRAINT "link_previews_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blobs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_marks" ADD CONSTRAINT "own_marks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_marks" ADD CONSTRAINT "own_marks_conversation_id_seq_fkey" FOREIGN KEY ("conversation_id", "seq") REFERENCES "placements"("conversation_id", "seq") ON DELETE CASCADE ON UPDATE CASCADE;



-- A text as it is searched in: without case, accents, what can't be seen and punctuation; a space before each word.
CREATE FUNCTION search_text(text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN rtrim(regexp_replace(' ' || CASE
    WHEN octet_length(text) = length(text) THEN lower(text)
    ELSE replace(replace(lower(regexp_replace(
      normalize(lower(text), NFKD),
      '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+',
      '', 'g')), 'ς', 'σ'), 'ß', 'ss')
  END, '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\u00a0-\u00bf\u2000-\u206f\u3000-\u3003\u3008-\u301f]+', ' ', 'g'), ' ');

-- The threes of neighbouring characters in the words of a searched text, each with the space before it, by which an index
-- finds any part of them. Ideographs and emoji say so much each that ones and twos do.
CREATE FUNCTION search_grams(searched text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
    SELECT a, lead(a) OVER (ORDER BY n) AS b, lead(a, 2) OVER (ORDER BY n) AS c
    FROM unnest(string_to_array(searched, NULL)) WITH ORDINALITY AS one (a, n)
  ) run CROSS JOIN LATERAL unnest(CASE
    WHEN a COLLATE "C" >= U&'\2190' THEN ARRAY[a, CASE WHEN b COLLATE "C" >= U&'\2190' THEN a || b END]
    WHEN b <> ' ' AND c <> ' ' AND b COLLATE "C" < U&'\2190' AND c COLLATE "C" < U&'\2190' THEN ARRAY[a || b || c]
  END) AS gram WHERE gram IS NOT NULL
);

ALTER TABLE "messages" ADD COLUMN "search" text COLLATE "C" GENERATED ALWAYS AS (search_text("text")) STORED;

CREATE INDEX "messages_search_idx" ON "messages" USING gin ((search_grams("search") COLLATE "C"));

-- Galleries: what has a picture, a file, a voice or a link, newest first.
CREATE INDEX "placements_content_idx" ON "placements" ("conversation_id", "seq") INCLUDE ("content") WHERE "content" > 0;
