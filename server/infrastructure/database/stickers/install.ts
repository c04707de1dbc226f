import type pg from 'pg'
import type { ShippedPackRows, StickersGone } from '@/server/application/sticker-ports'
import { matchShipped, type Shipped } from '@/server/domain/shipped-stickers'

// Ours alone; the migrations' is another one.
const LOCK = 72_707_370

/** In one transaction, under a lock of its own: every process that starts does it. */
export async function install(client: pg.PoolClient, packs: readonly ShippedPackRows[]): Promise<StickersGone> {
  await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`)
  const released: string[] = []
  for (const pack of packs) released.push(...(await installPack(client, pack)))
  const { rows } = await client.query<{ blob_id: string }>(
    `WITH gone AS (DELETE FROM sticker_packs WHERE slug <> ALL($1::text[]) RETURNING id)
    SELECT blob_id FROM stickers WHERE pack_id IN (SELECT id FROM gone)`,
    [packs.map(({ slug }) => slug)],
  )
  return { released: [...released, ...rows.map(({ blob_id }) => blob_id)] }
}

async function installPack(client: pg.PoolClient, { slug, name, stickers }: ShippedPackRows): Promise<string[]> {
  const packId = await findPack(client, slug, name)
  const present = await client.query<Shipped & { id: string }>(
    'SELECT id, blob_id AS "blobId", emoji, words FROM stickers WHERE pack_id = $1 ORDER BY position',
    [packId],
  )
  const { kept, gone } = matchShipped(present.rows, stickers)
  await client.query('DELETE FROM stickers WHERE id = ANY($1::bigint[])', [gone])
  // Out of the way first: two may change places.
  await client.query('UPDATE stickers SET position = -1 - position WHERE pack_id = $1', [packId])
  for (const [position, [sticker, id]] of kept.entries()) {
    const { blobId, size, emoji, words, width, height } = sticker
    await client.query(
      `INSERT INTO blobs (id, size, type) VALUES ($1, $2, 'image/webp') ON CONFLICT (id) DO UPDATE SET type = blobs.type`,
      [blobId, size],
    )
    await client.query(
      id === null
        ? `INSERT INTO stickers (pack_id, position, blob_id, width, height, emoji, words)
          SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $8::bigint IS NULL`
        : `UPDATE stickers SET position = $2, blob_id = $3, width = $4, height = $5, emoji = $6, words = $7
          WHERE pack_id = $1 AND id = $8::bigint`,
      [packId, position, blobId, width, height, emoji, words, id],
    )
  }
  const used = new Set(stickers.map(({ blobId }) => blobId))
  return present.rows.flatMap(({ blobId }) => (used.has(blobId) ? [] : blobId))
}

async function findPack(client: pg.PoolClient, slug: string, name: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO sticker_packs (slug, name) VALUES ($1, $2)
    ON CONFLICT (slug) DO UPDATE SET name = excluded.name RETURNING id`,
    [slug, name],
  )
  return rows[0]?.id ?? ''
}
