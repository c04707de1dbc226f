-- CreateTable
CREATE TABLE "push_shown" (
    "session_id" BIGINT NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "telling" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_shown_pkey" PRIMARY KEY ("session_id","conversation_id")
);

-- CreateIndex
CREATE INDEX "push_shown_conversation_id_idx" ON "push_shown"("conversation_id");

-- AddForeignKey
ALTER TABLE "push_shown" ADD CONSTRAINT "push_shown_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "push_subscriptions"("session_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_shown" ADD CONSTRAINT "push_shown_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was told before is taken back as it was then: from who has not read it.
INSERT INTO "push_shown" ("session_id", "conversation_id", "telling")
SELECT s."session_id", m."conversation_id", true
FROM "push_subscriptions" s
JOIN "sessions" z ON z."id" = s."session_id"
JOIN "members" m ON m."user_id" = z."user_id" AND m."pushed" > m."read";
