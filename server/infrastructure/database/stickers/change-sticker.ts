import type pg from 'pg'
import type { StickerId, UserId } from '@/contracts/ids'
import type { AddStickerInput, ChangeStickerInput } from '@/contracts/sticker-inputs'
import { KithError, notFound } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import { lockPack } from './change-pack'

interface UploadRow {
  readonly kind: string | null
  readonly blob_id: string | null
  readonly width: number | null
  readonly height: number | null
}

export async function addSticker(
  client: pg.PoolClient,
  ownerId: UserId,
  { packId, uploadId, emoji, words }: AddStickerInput,
): Promise<StickerId> {
  await lockPack(client, ownerId, packId)
  const { blob_id, width, height } = await readUpload(client, ownerId, uploadId)
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO stickers (pack_id, position, blob_id, width, height, emoji, words)
    SELECT $1, last.position + 1, $2, $3, $4, $5, $6
    FROM (SELECT count(*) AS count, coalesce(max(position), -1) AS position FROM stickers WHERE pack_id = $1) last
    WHERE last.count < $7 RETURNING id`,
    [packId, blob_id, width, height, emoji, words, LIMITS.stickersPerPackMax],
  )
  const [row] = rows
  if (row === undefined) {
    throw new KithError('full', `A pack holds ${LIMITS.stickersPerPackMax} stickers. Remove one, or make another pack.`)
  }
  return row.id
}

/** Held until the end of the transaction: its blob can't go away before the sticker refers to it. */
async function readUpload(client: pg.PoolClient, ownerId: UserId, uploadId: string): Promise<UploadRow> {
  const { rows } = await client.query<UploadRow>(
    `UPDATE uploads SET sent = true WHERE id = $2 AND user_id = $1 AND finished_at IS NOT NULL
    RETURNING kind, blob_id, width, height`,
    [ownerId, uploadId],
  )
  const [upload] = rows
  if (upload === undefined) throw new KithError('upload_missing', 'This picture isn’t here any more. Choose it again.')
  if (upload.blob_id === null || upload.kind !== 'sticker') {
    throw new KithError('invalid', 'This is no picture that can be a sticker. Choose a PNG, WebP, GIF or JPEG.')
  }
  return upload
}

export async function changeSticker(
  client: pg.PoolClient,
  ownerId: UserId,
  { stickerId, emoji, words }: ChangeStickerInput,
): Promise<object> {
  const { rowCount } = await client.query(
    `UPDATE stickers s SET emoji = $3, words = $4 FROM sticker_packs p
    WHERE s.id = $2 AND p.id = s.pack_id AND p.owner_id = $1`,
    [ownerId, stickerId, emoji, words],
  )
  if (rowCount === 0) throw notFound('sticker')
  return {}
}

/** Answers its blob. */
export async function removeSticker(client: pg.PoolClient, ownerId: UserId, stickerId: StickerId): Promise<string> {
  const { rows } = await client.query<{ blob_id: string }>(
    `DELETE FROM stickers s USING sticker_packs p WHERE s.id = $2 AND p.id = s.pack_id AND p.owner_id = $1
    RETURNING s.blob_id`,
    [ownerId, stickerId],
  )
  const [row] = rows
  if (row === undefined) throw notFound('sticker')
  return row.blob_id
}
