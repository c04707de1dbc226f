import type pg from 'pg'
import type { StickerId, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'

/** Whether the user $1 may see and use the sticker `s` of the pack `p`. */
const AT_HAND = `(p.owner_id IS NULL OR p.owner_id = $1
  OR EXISTS (SELECT FROM stickers_of_users o WHERE o.user_id = $1 AND o.sticker_id = s.id)
  OR EXISTS (
    SELECT FROM attachments a JOIN placements l ON l.message_id = a.message_id
    JOIN members m ON m.conversation_id = l.conversation_id AND m.user_id = $1
    WHERE a.sticker_id = s.id AND l.deleted_by IS NULL AND l.seq <@ m.intervals AND l.seq > m.cleared_to))`

export async function setFavourite(
  pool: pg.Pool,
  userId: UserId,
  stickerId: StickerId,
  favourite: boolean,
): Promise<void> {
  const { rowCount } = await pool.query(
    `INSERT INTO stickers_of_users AS o (user_id, sticker_id, favourite_at)
    SELECT $1, s.id, CASE WHEN $3 THEN now() END FROM stickers s JOIN sticker_packs p ON p.id = s.pack_id
    WHERE s.id = $2 AND ${AT_HAND}
    ON CONFLICT (user_id, sticker_id) DO UPDATE
      SET favourite_at = CASE WHEN $3 THEN coalesce(o.favourite_at, excluded.favourite_at) END`,
    [userId, stickerId, favourite],
  )
  if (rowCount === 0) throw notFound('sticker')
}
