-- What only some messages have, for the statements that read them: as functions, whose steps are set up when one is called, while those of a
-- statement are set up each time, also for a page of plain words. They see what the statement sees that calls them. Whoever changes
-- what one answers gives it another name: processes of the version before call it, too.

-- As contracts/dto.ts's `attachments`.
CREATE FUNCTION attachments_of(of_message bigint, with_waveforms boolean) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('kind', y.kind, 'name', y.name, 'type', b.type, 'size', b.size,
      'width', y.width, 'height', y.height, 'durationMs', y.duration_ms,
      'thumbhash', translate(encode(y.thumbhash, 'base64'), E'\n', ''),
      'waveform', CASE WHEN with_waveforms THEN translate(encode(y.waveform, 'base64'), E'\n', '') END,
      'preview', y.preview_id IS NOT NULL, 'sticker', CASE WHEN y.sticker_id IS NOT NULL THEN
        jsonb_build_object('id', y.sticker_id::text, 'emoji', y.sticker_emoji, 'words', y.sticker_words) END) ORDER BY y.position)
    FROM attachments y JOIN blobs b ON b.id = y.blob_id
    WHERE y.message_id = of_message
  );
END $$;

-- What is behind the link, if the wording that is shown has it.
CREATE FUNCTION preview_in(wording text, preview bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('url', z.url, 'title', z.title, 'site', z.site, 'description', z.description,
      'picture', CASE WHEN z.blob_id IS NOT NULL THEN jsonb_build_object('width', z.width, 'height', z.height,
        'thumbhash', translate(encode(z.thumbhash, 'base64'), E'\n', '')) END)
    FROM link_previews z WHERE z.id = preview AND position(z.url IN wording) > 0
  );
END $$;

-- In the order in which each emoji was first used, of a message in one place, without what was done in `unshown`.
CREATE FUNCTION reactions_shown(in_conversation bigint, at_seq int, unshown int4multirange)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('emoji', g.emoji, 'userIds', g.user_ids) ORDER BY g.first)
    FROM (
      SELECT r.emoji, jsonb_agg(r.user_id::text ORDER BY r.from_seq) AS user_ids, min(r.from_seq) AS first
      FROM reactions r
      WHERE r.conversation_id = in_conversation AND r.seq = at_seq
        AND NOT r.from_seq <@ unshown AND (r.until_seq IS NULL OR r.until_seq <@ unshown AND NOT EXISTS (
          SELECT FROM reactions later WHERE later.conversation_id = in_conversation AND later.seq = at_seq
            AND later.user_id = r.user_id AND later.from_seq > r.from_seq AND NOT later.from_seq <@ unshown))
      GROUP BY r.emoji
    ) g
  );
END $$;

-- Whom an earlier wording mentioned in a placement.
CREATE FUNCTION mentions_before_of(mentions_before jsonb, wording int) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(SELECT one::bigint FROM jsonb_array_elements_text(mentions_before -> wording::text) one);
END $$;

-- All places of a message that the viewer may see, by conversation id: as it was in the conversation `here` when it was placed later,
-- and as in `wording` (null: the present one).
CREATE FUNCTION places_shown(of_message bigint, viewer bigint, here bigint, placed_later_at timestamptz, wording int)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('conversationId', x.conversation_id::text, 'seq', x.seq,
      'expiresAt', to_char(x.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'mentions',
      (SELECT jsonb_agg(one::text ORDER BY one) FROM unnest(CASE WHEN wording IS NULL THEN x.mentions
        ELSE mentions_before_of(x.mentions_before, wording) END) one)))
      ORDER BY x.conversation_id)
    FROM placements x JOIN members s ON s.conversation_id = x.conversation_id AND s.user_id = viewer
      AND x.seq <@ s.intervals AND x.seq > s.cleared_to
    WHERE x.message_id = of_message AND (placed_later_at IS NULL OR x.conversation_id = here OR (
      SELECT at FROM log WHERE log.conversation_id = x.conversation_id AND log.seq = x.seq) < placed_later_at)
  );
END $$;

CREATE TYPE message_then AS (
  changed_seq int,
  -- Of the wording; null: the present one is shown.
  version int,
  text text,
  worded_at timestamptz,
  preview_id bigint,
  previewed_later boolean,
  pinned_by bigint,
  pinned_at timestamptz,
  -- Null: it wasn't.
  placed_later_at timestamptz
);

-- A message in one place without the changes in `unshown` (server/domain/shown.ts). That its files were erased is shown to all.
CREATE FUNCTION message_then(of_message bigint, in_conversation bigint, at_seq int, present_version int, unshown int4multirange)
RETURNS message_then LANGUAGE plpgsql STABLE AS $$
DECLARE
  result message_then;
BEGIN
  SELECT past.changed_seq, CASE WHEN past.later_edits > 0 THEN present_version - past.later_edits END, w.text, w.at, w.preview_id, past.previewed_later, pin.actor_id, pin.at, past.placed_later_at INTO result
  FROM (
    SELECT coalesce(max(x.seq) FILTER (WHERE NOT x.hidden), at_seq) AS changed_seq,
      count(*) FILTER (WHERE x.kind = 'message:edited' AND x.seq > x.last) AS later_edits,
      max(x.last) FILTER (WHERE x.kind = 'message:pinned') AS pin_seq,
      min(x.at) FILTER (WHERE x.hidden AND x.kind = 'message:placed') AS placed_later_at,
      bool_or(x.hidden AND x.kind = 'message:previewed' AND x.edits = x.worded) AS previewed_later
    FROM (
      SELECT y.*, coalesce(max(y.edits) FILTER (WHERE y.kind = 'message:edited' AND NOT y.hidden) OVER (), 0) AS worded
      FROM (
        SELECT l.seq, l.kind, l.at, l.seq <@ unshown AND l.kind <> 'message:filesErased' AS hidden,
          coalesce(max(l.seq) FILTER (WHERE NOT l.seq <@ unshown) OVER (PARTITION BY l.kind), 0) AS last,
          count(*) FILTER (WHERE l.kind = 'message:edited') OVER (ORDER BY l.seq) AS edits
        FROM log l WHERE l.conversation_id = in_conversation AND l.target_seq = at_seq
      ) y
    ) x
  ) past
  LEFT JOIN message_versions w ON past.later_edits > 0 AND w.message_id = of_message AND w.version = present_version - past.later_edits
  LEFT JOIN log pin ON pin.conversation_id = in_conversation AND pin.seq = past.pin_seq AND pin.set_to = 1;
  RETURN result;
END $$;

-- The member's own marks from one seq to another, as contracts/dto.ts's `OwnMark`.
CREATE FUNCTION own_marks_between(viewer bigint, in_conversation bigint, from_seq int, to_seq int)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('seq', o.seq, 'starred', o.starred_at IS NOT NULL, 'hidden', o.hidden, 'version', o.version)
      ORDER BY o.seq)
    FROM own_marks o WHERE o.user_id = viewer AND o.conversation_id = in_conversation AND o.seq BETWEEN from_seq AND to_seq
  );
END $$;

-- Where the messages pinned in a conversation stand, oldest pin first, of those in `visible` that `viewer` hasn't deleted for
-- themselves, as who isn't shown `unshown` knows it: the last event that is shown says whether. What was deleted isn't pinned.
CREATE FUNCTION pins_shown(viewer bigint, in_conversation bigint, visible int4multirange, unshown int4multirange)
RETURNS int[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT array_agg(x.target_seq ORDER BY x.seq)
    FROM (
      SELECT DISTINCT ON (l.target_seq) l.target_seq, l.seq, l.set_to FROM log l
      WHERE l.conversation_id = in_conversation AND l.kind = 'message:pinned' AND NOT l.seq <@ unshown
      ORDER BY l.target_seq, l.seq DESC
    ) x
    WHERE x.set_to = 1 AND x.target_seq <@ visible
      AND EXISTS (SELECT FROM placements p
        WHERE p.conversation_id = in_conversation AND p.seq = x.target_seq AND p.deleted_by IS NULL)
      AND NOT EXISTS (SELECT FROM own_marks o
        WHERE o.user_id = viewer AND o.conversation_id = in_conversation AND o.seq = x.target_seq AND o.hidden)
  );
END $$;
