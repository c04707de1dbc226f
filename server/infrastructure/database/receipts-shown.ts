/** Whether the conversation `c`, as member `m` is shown it, tells them what was seen: rows.ts says the same of what it has read. */
export const RECEIPTS_SHOWN = `CASE WHEN m.ended IS NULL THEN c.receipts_shown
  ELSE coalesce((m.ended->'shared'->>'receiptsShown')::bool, true) END`
