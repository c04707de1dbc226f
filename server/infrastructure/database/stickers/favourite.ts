import type pg from 'pg'
import type { StickerId, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { AT_HAND } from './at-hand'

export async function setFavourite(
  client: pg.PoolClient,
  userId: UserId,
  stickerId: StickerId,
  favourite: boolean,
): Promise<object> {
  const { rowCount } = await client.query(
    `INSERT INTO stickers_of_users AS o (user_id, sticker_id, favourite_at)
    SELECT $1, s.id, CASE WHEN $3 THEN now() END FROM stickers s JOIN sticker_packs p ON p.id = s.pack_id
    WHERE s.id = $2 AND ${AT_HAND}
    ON CONFLICT (user_id, sticker_id) DO UPDATE
      SET favourite_at = CASE WHEN $3 THEN coalesce(o.favourite_at, excluded.favourite_at) END`,
    [userId, stickerId, favourite],
  )
  if (rowCount === 0) throw notFound('sticker')
  return {}
}
