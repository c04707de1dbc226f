-- AlterEnum
ALTER TYPE "log_kind" ADD VALUE 'conversation:timerChanged' AFTER 'conversation:closed';
ALTER TYPE "log_kind" ADD VALUE 'conversation:endChanged' AFTER 'conversation:timerChanged';
ALTER TYPE "log_kind" ADD VALUE 'conversation:ended' AFTER 'conversation:endChanged';
ALTER TYPE "log_kind" ADD VALUE 'messages:erased';

-- AlterTable
ALTER TABLE "conversations" ADD COLUMN     "disappear_after_ms" DOUBLE PRECISION,
ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "ended_files" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ended_messages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "ends_by" BIGINT;

-- AlterTable
ALTER TABLE "log" ADD COLUMN     "erased" int4multirange,
ADD COLUMN     "set_to" DOUBLE PRECISION,
ALTER COLUMN "actor_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "placements" ADD COLUMN     "expires_at" TIMESTAMPTZ(3);

-- What disappears, and what goes first.
CREATE INDEX "placements_expires_idx" ON "placements" ("conversation_id", "expires_at") WHERE "expires_at" IS NOT NULL;
