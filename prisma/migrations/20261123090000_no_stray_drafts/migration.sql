-- What somebody had begun to write in a chat that they deleted, left or that has ended stayed in its row when it was
-- saved at the same moment, or by a device that had not heard of it.
UPDATE "members" m SET "draft" = NULL, "state_version" = m."state_version" + 1
FROM "conversations" c
WHERE c."id" = m."conversation_id" AND m."draft" IS NOT NULL
  AND (m."away" OR NOT m."active" OR c."ended_at" IS NOT NULL);
