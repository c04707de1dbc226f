import type pg from 'pg'
import type { StickerId, UserId } from '@/contracts/ids'
import { KithError, notFound } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'

/** Counted under the owner's lock, so that two made at once are counted both. */
export async function createPack(client: pg.PoolClient, ownerId: UserId, name: string): Promise<string> {
  await client.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [ownerId])
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO sticker_packs (owner_id, name)
    SELECT $1, $2 WHERE (SELECT count(*) FROM sticker_packs WHERE owner_id = $1) < $3 RETURNING id`,
    [ownerId, name, LIMITS.stickerPacksMax],
  )
  const [row] = rows
  if (row === undefined) {
    throw new KithError('full', `You have ${LIMITS.stickerPacksMax} packs, and that is all there can be. Delete one.`)
  }
  return row.id
}

export async function renamePack(
  client: pg.PoolClient,
  ownerId: UserId,
  packId: string,
  name: string,
): Promise<object> {
  const { rowCount } = await client.query('UPDATE sticker_packs SET name = $3 WHERE id = $2 AND owner_id = $1', [
    ownerId,
    packId,
    name,
  ])
  if (rowCount === 0) throw notFound('pack')
  return {}
}

export async function orderStickers(
  client: pg.PoolClient,
  ownerId: UserId,
  packId: string,
  stickerIds: readonly StickerId[],
): Promise<object> {
  await lockPack(client, ownerId, packId)
  // Out of the way first: two may change places.
  await client.query('UPDATE stickers SET position = -1 - position WHERE pack_id = $1', [packId])
  await client.query(
    `UPDATE stickers s SET position = wanted.position FROM (
      SELECT id, row_number() OVER (ORDER BY array_position($2::bigint[], id), position DESC) - 1 AS position
      FROM stickers WHERE pack_id = $1
    ) wanted WHERE wanted.id = s.id`,
    [packId, stickerIds],
  )
  return {}
}

/** Answers the blobs of its stickers. */
export async function deletePack(client: pg.PoolClient, ownerId: UserId, packId: string): Promise<string[]> {
  await lockPack(client, ownerId, packId)
  const { rows } = await client.query<{ blob_id: string }>(
    'DELETE FROM stickers WHERE pack_id = $1 RETURNING blob_id',
    [packId],
  )
  await client.query('DELETE FROM sticker_packs WHERE id = $1', [packId])
  return rows.map(({ blob_id }) => blob_id)
}

/** @throws KithError `not_found` */
export async function lockPack(client: pg.PoolClient, ownerId: UserId, packId: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM sticker_packs WHERE id = $2 AND owner_id = $1 FOR UPDATE', [
    ownerId,
    packId,
  ])
  if (rowCount === 0) throw notFound('pack')
}
