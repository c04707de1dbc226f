-- Whom the earlier wordings of a message mentioned: who left before it was edited is shown it as it was.
ALTER TABLE "placements" ADD COLUMN     "mentions_before" JSONB;
