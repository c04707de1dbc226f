import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import type { UploadId, UserId } from '@/contracts/ids'
import type { MemoryWorld } from '@/server/infrastructure/memory/memory-world'
import type { BroughtUpload } from './sending-stage'

const SIZE = 1_000
const newId = () => randomBytes(16).toString('hex')
const blobIdOf = (what: string) => createHash('sha256').update(what).digest('hex')

/** An upload as the fake has it. */
export function bringToMemory(world: MemoryWorld, userId: UserId, upload: BroughtUpload): UploadId {
  const { kind, type = 'application/octet-stream', width = null, height = null, thumbhash = null, state } = upload
  const { id: uploadId = newId() } = upload
  const blobId = state === undefined || state === 'finished' ? blobIdOf(uploadId) : null
  const previewId = upload.preview === true ? blobIdOf(`${uploadId} small`) : null
  world.uploads.set(uploadId, {
    ...{ uploadId, userId, kind, type, size: SIZE, width, height, thumbhash },
    blobId,
    previewId,
  })
  return uploadId
}

/** An upload as the database has it; no store has its bytes. */
export async function bringToDatabase(pool: pg.Pool, userId: UserId, upload: BroughtUpload): Promise<UploadId> {
  const { kind, type = 'application/octet-stream', width = null, height = null, thumbhash = null } = upload
  const { id = newId(), preview = false, state = 'finished' } = upload
  const keep = async (what: string) => {
    const blobId = blobIdOf(what)
    await pool.query('INSERT INTO blobs (id, size, type) VALUES ($1, $2, $3)', [blobId, SIZE, type])
    return blobId
  }
  const blobId = state === 'finished' ? await keep(id) : null
  await pool.query(
    `INSERT INTO uploads (id, user_id, purpose, kind, size, finished_at, refusal, blob_id, preview_id, width, height, thumbhash)
    VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 <> 'coming' THEN now() END,
      CASE WHEN $6 = 'refused' THEN '{"code":"invalid","message":"No."}'::jsonb END, $7, $8, $9, $10, decode($11, 'base64'))`,
    [
      id,
      userId,
      kind,
      blobId && kind,
      SIZE,
      state,
      blobId,
      preview ? await keep(`${id} small`) : null,
      width,
      height,
      thumbhash,
    ],
  )
  return id
}
