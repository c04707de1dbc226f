-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "receipts_shown" BOOLEAN NOT NULL DEFAULT true;
