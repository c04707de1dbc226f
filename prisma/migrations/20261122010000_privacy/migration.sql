-- CreateEnum
CREATE TYPE "audience" AS ENUM ('everybody', 'contacts', 'nobody');

-- CreateEnum
CREATE TYPE "privacy_topic" AS ENUM ('last_seen', 'picture', 'about', 'receipts', 'typing');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "about_audience" "audience" NOT NULL DEFAULT 'everybody',
ADD COLUMN     "last_seen_audience" "audience" NOT NULL DEFAULT 'everybody',
ADD COLUMN     "picture_audience" "audience" NOT NULL DEFAULT 'everybody',
ADD COLUMN     "receipts_audience" "audience" NOT NULL DEFAULT 'everybody',
ADD COLUMN     "typing_audience" "audience" NOT NULL DEFAULT 'everybody';

-- CreateTable
CREATE TABLE "privacy_exceptions" (
    "owner_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "topic" "privacy_topic" NOT NULL,
    "allowed" BOOLEAN NOT NULL,

    CONSTRAINT "privacy_exceptions_pkey" PRIMARY KEY ("owner_id","user_id","topic")
);

-- CreateIndex
CREATE INDEX "privacy_exceptions_user_id_idx" ON "privacy_exceptions"("user_id");

-- AddForeignKey
ALTER TABLE "privacy_exceptions" ADD CONSTRAINT "privacy_exceptions_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "privacy_exceptions" ADD CONSTRAINT "privacy_exceptions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
