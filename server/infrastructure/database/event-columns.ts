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
 * join only after. What most messages don't have is asked for by CASE, which reads nothing where it isn't.
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
  const text = 'coalesce(w.text, t.text)'
  return `LATERAL (
    SELECT l.seq, l.kind AS event_kind, l.actor_id, l.at, l.target_seq, l.set_to, l.erased::text AS erased, t.id AS message_id, t.client_id, t.sender_id,
      ${maxChars === undefined ? text : `left(${text}, ${maxChars})`} AS text, t.created_at AS message_created_at,
      t.sent_at, CASE WHEN w.version IS NULL THEN t.edited_at WHEN w.version > 1 THEN w.at END AS edited_at,
      p.deleted_by, p.reply_to, p.expires_at, t.kind AS message_kind, t.forwarded_from, coalesce(stands.mentions, ${mentionsOf('p')}) AS mentions,
      stands.places,
      CASE WHEN t.attached > 0 AND p.deleted_by IS NULL THEN (${attachmentsOf('t.id', maxChars === undefined)}) END AS attachments,
      t.files_erased, t.files_erased_after, CASE WHEN (t.preview_id IS NOT NULL OR past.later_edits > 0) AND p.deleted_by IS NULL
        AND past.previewed_later IS NOT TRUE THEN (${previewIn(text)}) END AS preview,
      CASE WHEN past.changed_seq IS NULL THEN p.pinned_by ELSE pin.actor_id END AS message_pinned_by,
      CASE WHEN past.changed_seq IS NULL THEN p.pinned_at ELSE pin.at END AS message_pinned_at, coalesce(past.changed_seq, p.changed_seq) AS message_changed_seq,
      CASE WHEN p.changed_seq > p.seq AND p.deleted_by IS NULL THEN (${reactionsShown(unshown)}) END AS reactions,
      l.user_id AS target_id, u.role AS target_role, u.active AS target_active, u.joined_seq AS target_joined_seq,
      u.changed_seq AS target_changed_seq
    FROM log l
    LEFT JOIN LATERAL (SELECT * FROM messages WHERE id = l.message_id OFFSET 0) t ON true
    LEFT JOIN LATERAL (
      SELECT * FROM placements WHERE conversation_id = l.conversation_id
        AND placements.seq = coalesce(l.target_seq, l.seq) AND l.message_id IS NOT NULL OFFSET 0
    ) p ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(max(x.seq) FILTER (WHERE NOT x.hidden), p.seq) AS changed_seq,
        count(*) FILTER (WHERE x.kind = 'message:edited' AND x.seq > x.last) AS later_edits,
        max(x.last) FILTER (WHERE x.kind = 'message:pinned') AS pin_seq,
        min(x.at) FILTER (WHERE x.hidden AND x.kind = 'message:placed') AS placed_later_at,
        bool_or(x.hidden AND x.kind = 'message:previewed' AND x.edits = x.worded) AS previewed_later
      FROM (
        SELECT *, coalesce(max(edits) FILTER (WHERE kind = 'message:edited' AND NOT hidden) OVER (), 0) AS worded
        FROM (
          SELECT seq, kind, at, seq <@ ${unshown} AND kind <> 'message:filesErased' AS hidden,
            coalesce(max(seq) FILTER (WHERE NOT seq <@ ${unshown}) OVER (PARTITION BY kind), 0) AS last,
            count(*) FILTER (WHERE kind = 'message:edited') OVER (ORDER BY seq) AS edits
          FROM log WHERE conversation_id = l.conversation_id AND target_seq = p.seq
            AND ${unshown} && int4range(p.seq, p.changed_seq, '[]')
        ) y
      ) x OFFSET 0
    ) past ON ${unshown} && int4range(p.seq, p.changed_seq, '[]') AND p.deleted_by IS NULL
    LEFT JOIN LATERAL (
      SELECT * FROM message_versions WHERE message_id = t.id AND version = t.version - past.later_edits OFFSET 0
    ) w ON past.later_edits > 0
    LEFT JOIN LATERAL (
      SELECT actor_id, at FROM log WHERE conversation_id = l.conversation_id AND log.seq = past.pin_seq AND set_to = 1 OFFSET 0
    ) pin ON past.pin_seq > 0
    LEFT JOIN LATERAL (${PLACES(viewer)}) stands ON true
    LEFT JOIN LATERAL (
      SELECT * FROM members WHERE conversation_id = l.conversation_id AND user_id = l.user_id
        AND l.user_id IS NOT NULL OFFSET 0
    ) u ON true
    WHERE l.conversation_id = ${conversation} AND l.seq = ${seq}
    OFFSET 0
  ) e`
}

// In the order in which each emoji was first used.
const reactionsShown = (unshown: string) => `
      SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.user_ids) ORDER BY g.first) AS reactions
      FROM (
        SELECT emoji, jsonb_agg(user_id::text ORDER BY from_seq) AS user_ids, min(from_seq) AS first
        FROM reactions
        WHERE conversation_id = p.conversation_id AND reactions.seq = p.seq
          AND NOT from_seq <@ ${unshown} AND (until_seq IS NULL OR until_seq <@ ${unshown} AND NOT EXISTS (
            SELECT FROM reactions later WHERE later.conversation_id = p.conversation_id AND later.seq = p.seq
              AND later.user_id = reactions.user_id AND later.from_seq > reactions.from_seq
              AND NOT later.from_seq <@ ${unshown}))
        GROUP BY emoji OFFSET 0
      ) g OFFSET 0`

/** A timestamptz as contracts/ids.ts's Instant. */
export const instantIn = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Whom the wording that is shown mentions in the placement. */
const mentionsOf = (placement: string) => `CASE WHEN past.later_edits > 0 THEN ARRAY(
        SELECT one::bigint FROM jsonb_array_elements_text(${placement}.mentions_before -> w.version::text) one)
      ELSE ${placement}.mentions END`

// All that the viewer may see, by conversation id. Who has left is told of no place that came later.
const PLACES = (viewer: string | null) => `
      SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('conversationId', x.conversation_id::text, 'seq', x.seq,
          'expiresAt', ${instantIn('x.expires_at')}, 'mentions',
          (SELECT jsonb_agg(one::text ORDER BY one) FROM unnest(${mentionsOf('x')}) one))) ORDER BY x.conversation_id) AS places,
        (SELECT array_agg(DISTINCT one ORDER BY one) FROM unnest(string_to_array(
          string_agg(nullif(array_to_string(${mentionsOf('x')}, ','), ''), ','), ',')::bigint[]) one) AS mentions
      FROM placements x JOIN members s ON s.conversation_id = x.conversation_id AND s.user_id = ${viewer ?? 'NULL'}
        AND x.seq <@ s.intervals AND x.seq > s.cleared_to
      WHERE t.placed > 1 AND p.deleted_by IS NULL AND x.message_id = t.id AND (past.placed_later_at IS NULL OR x.conversation_id = l.conversation_id OR (
        SELECT at FROM log WHERE conversation_id = x.conversation_id AND log.seq = x.seq) < past.placed_later_at)
      OFFSET 0`

/** As contracts/dto.ts's `attachments`. */
export const attachmentsOf = (messageId: string, waveforms: boolean) => `
      SELECT jsonb_agg(jsonb_build_object('kind', y.kind, 'name', y.name, 'type', b.type, 'size', b.size,
        'width', y.width, 'height', y.height, 'durationMs', y.duration_ms,
        'thumbhash', translate(encode(y.thumbhash, 'base64'), E'\\n', ''),
        'waveform', ${waveforms ? "translate(encode(y.waveform, 'base64'), E'\\n', '')" : 'NULL'},
        'preview', y.preview_id IS NOT NULL, 'sticker', CASE WHEN y.sticker_id IS NOT NULL THEN
          jsonb_build_object('id', y.sticker_id::text, 'emoji', y.sticker_emoji, 'words', y.sticker_words) END) ORDER BY y.position) AS attachments
      FROM attachments y JOIN blobs b ON b.id = y.blob_id
      WHERE y.message_id = ${messageId} OFFSET 0`

// What is shown of the link is of the wording that is shown.
const previewIn = (text: string) => `
      SELECT jsonb_build_object('url', z.url, 'title', z.title, 'site', z.site, 'description', z.description,
        'picture', CASE WHEN z.blob_id IS NOT NULL THEN jsonb_build_object('width', z.width, 'height', z.height,
          'thumbhash', translate(encode(z.thumbhash, 'base64'), E'\\n', '')) END) AS preview
      FROM link_previews z WHERE z.id = CASE WHEN past.later_edits > 0 THEN w.preview_id ELSE t.preview_id END AND position(z.url IN ${text}) > 0 OFFSET 0`
