/**
 * The seqs of the changes that are not shown to the member `m` of `c`, as a multirange (domain/shown.ts): who has left is
 * shown what was then; in a chat of two, nothing that was done while one of them blocked the other.
 */
export const UNSHOWN = `CASE WHEN c.kind = 'direct' THEN int4multirange(int4range(1, NULL)) - m.intervals
  WHEN m.active THEN '{}'::int4multirange ELSE int4multirange(int4range(m.changed_seq + 1, NULL)) END`
/** Everything is. */
export const ALL_SHOWN = "'{}'::int4multirange"

/**
 * The event at (`conversation`, `seq`) with its target, as a lateral subquery named `e` that is always looked up row by
 * row: however the planner guesses, a page reads a page's worth of rows. Of a message with changes in `unshown`, the
 * state without them, unless it was deleted; that its files were erased is shown to all. What is behind its link only if that was shown and still is. What nothing
 * happened to isn't looked up any further: conditions within the subqueries are tested before they read, those of a
 * join only after. What most messages don't have is asked of functions (the migration what_few_messages_have) by CASE: their steps
 * aren't set up where they aren't called.
 * @param maxChars cuts a message's text, and leaves out waveforms
 * @param viewer whose places of the message are told; null: its place here alone
 */
export function eventAt(
  conversation: string,
  seq: string,
  unshown: string,
  maxChars?: number,
  viewer: string | null = '$1',
): string {
  return `LATERAL (
    ${eventIn(`log l`, unshown, maxChars, viewer)}
    WHERE l.conversation_id = ${conversation} AND l.seq = ${seq}
    OFFSET 0
  ) e`
}

/** As `eventAt`, of a row of the log that is at hand as `line`. */
export function eventOf(line: string, unshown: string, maxChars?: number, viewer: string | null = '$1'): string {
  return `LATERAL (${eventIn(`(SELECT ${line}.*) l`, unshown, maxChars, viewer)} OFFSET 0) e`
}

function eventIn(log: string, unshown: string, maxChars: number | undefined, viewer: string | null): string {
  const text = 'coalesce((past.shown).text, t.text)'
  const places = `CASE WHEN t.placed > 1 AND p.deleted_by IS NULL
        THEN places_shown(t.id, ${viewer}, l.conversation_id, (past.shown).placed_later_at, (past.shown).version) END`
  return `SELECT l.seq, l.kind AS event_kind, l.actor_id, l.at, l.target_seq, l.set_to, l.erased::text AS erased, t.id AS message_id, t.client_id, t.sender_id,
      ${maxChars === undefined ? text : `left(${text}, ${maxChars})`} AS text, t.created_at AS message_created_at,
      t.sent_at, CASE WHEN (past.shown).version IS NULL THEN t.edited_at WHEN (past.shown).version > 1 THEN (past.shown).worded_at END AS edited_at,
      p.deleted_by, p.reply_to, p.expires_at, t.kind AS message_kind, t.forwarded_from,
      CASE WHEN (past.shown).version IS NULL THEN p.mentions ELSE mentions_before_of(p.mentions_before, (past.shown).version) END AS mentions,
      ${viewer === null ? 'NULL::jsonb' : places} AS places,
      CASE WHEN t.attached > 0 AND p.deleted_by IS NULL THEN attachments_of(t.id, ${maxChars === undefined}) END AS attachments,
      t.files_erased, t.files_erased_after, CASE WHEN (t.preview_id IS NOT NULL OR (past.shown).version IS NOT NULL) AND p.deleted_by IS NULL
        AND (past.shown).previewed_later IS NOT TRUE
        THEN preview_in(${text}, CASE WHEN (past.shown).version IS NULL THEN t.preview_id ELSE (past.shown).preview_id END) END AS preview,
      CASE WHEN (past.shown).changed_seq IS NULL THEN p.pinned_by ELSE (past.shown).pinned_by END AS message_pinned_by,
      CASE WHEN (past.shown).changed_seq IS NULL THEN p.pinned_at ELSE (past.shown).pinned_at END AS message_pinned_at,
      coalesce((past.shown).changed_seq, p.changed_seq) AS message_changed_seq,
      CASE WHEN p.changed_seq > p.seq AND p.deleted_by IS NULL THEN reactions_shown(p.conversation_id, p.seq, ${unshown}) END AS reactions,
      l.user_id AS target_id, u.role AS target_role, u.active AS target_active, u.joined_seq AS target_joined_seq,
      u.changed_seq AS target_changed_seq
    FROM ${log}
    LEFT JOIN LATERAL (SELECT * FROM messages WHERE id = l.message_id OFFSET 0) t ON true
    LEFT JOIN LATERAL (
      SELECT * FROM placements WHERE conversation_id = l.conversation_id
        AND placements.seq = coalesce(l.target_seq, l.seq) AND l.message_id IS NOT NULL OFFSET 0
    ) p ON true
    CROSS JOIN LATERAL (
      SELECT CASE WHEN p.deleted_by IS NULL AND l.message_id IS NOT NULL AND ${unshown} && int4range(p.seq, p.changed_seq, '[]')
        THEN message_then(t.id, p.conversation_id, p.seq, t.version, ${unshown}) END AS shown OFFSET 0
    ) past
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = l.conversation_id AND user_id = l.user_id
        AND l.user_id IS NOT NULL OFFSET 0
    ) u ON true`
}

/** A timestamptz as contracts/ids.ts's Instant. */
export const instantIn = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
