-- What is pinned in a chat, and in which order it was.
CREATE INDEX "log_pinned_idx" ON "log" ("conversation_id", "target_seq", "seq") WHERE "kind" = 'message:pinned';
