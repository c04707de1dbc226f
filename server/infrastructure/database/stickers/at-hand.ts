/**
 * Whether the user $1 may see and use the sticker `s` of the pack `p`: shipped, theirs, liked or used before, or in a
 * message that they may see. Who left sees it there no more, as with all files.
 */
export const AT_HAND = `(p.owner_id IS NULL OR p.owner_id = $1
  OR EXISTS (SELECT FROM stickers_of_users o WHERE o.user_id = $1 AND o.sticker_id = s.id)
  OR EXISTS (
    SELECT FROM attachments a JOIN placements l ON l.message_id = a.message_id
    JOIN members m ON m.conversation_id = l.conversation_id AND m.user_id = $1 AND m.active
    WHERE a.sticker_id = s.id AND l.deleted_by IS NULL AND l.seq <@ m.intervals AND l.seq > m.cleared_to))`
