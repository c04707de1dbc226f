-- CreateTable
CREATE TABLE "exports" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 0,
    "chats" INTEGER NOT NULL DEFAULT 0,
    "chats_done" INTEGER NOT NULL DEFAULT 0,
    "done_to" BIGINT NOT NULL DEFAULT 0,
    "chat_id" BIGINT,
    "chat_seq" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "size" BIGINT,

    CONSTRAINT "exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_parts" (
    "export_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "blob_id" TEXT NOT NULL,
    "deflated" BOOLEAN NOT NULL,
    "size" BIGINT NOT NULL,
    "crc" BIGINT,

    CONSTRAINT "export_parts_pkey" PRIMARY KEY ("export_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "exports_user_id_key" ON "exports"("user_id");

-- CreateIndex
CREATE INDEX "export_parts_blob_id_idx" ON "export_parts"("blob_id");

-- AddForeignKey
ALTER TABLE "exports" ADD CONSTRAINT "exports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "exports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_blob_id_fkey" FOREIGN KEY ("blob_id") REFERENCES "blobs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

