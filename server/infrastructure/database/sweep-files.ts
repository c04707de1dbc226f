import type pg from 'pg'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { deleteUnreferred, releaseBlobs } from './release-blobs'

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000
const UNREFERRED_AFTER_MS = 60 * 60 * 1_000

// Unfinished, refused, or whole and nowhere in what its user sent.
const FORGET_ABANDONED = `
  DELETE FROM uploads u WHERE u.created_at < now() - $1 * interval '1 ms'
    AND (u.blob_id IS NULL OR NOT EXISTS (
      SELECT FROM attachments a JOIN messages m ON m.id = a.message_id
      WHERE m.sender_id = u.user_id AND (a.blob_id = u.blob_id OR a.preview_id = u.blob_id)))
  RETURNING u.blob_id, u.preview_id`

const UNREFERRED = `
  SELECT b.id FROM blobs b WHERE b.created_at < now() - $1 * interval '1 ms'
    AND NOT EXISTS (SELECT FROM attachments a WHERE a.blob_id = b.id)
    AND NOT EXISTS (SELECT FROM attachments a WHERE a.preview_id = b.id)
    AND NOT EXISTS (SELECT FROM uploads u WHERE u.blob_id = b.id)
    AND NOT EXISTS (SELECT FROM uploads u WHERE u.preview_id = b.id)
    AND NOT EXISTS (SELECT FROM stickers s WHERE s.blob_id = b.id)
    AND NOT EXISTS (SELECT FROM link_previews l WHERE l.blob_id = b.id)
    AND NOT EXISTS (SELECT FROM export_parts e WHERE e.blob_id = b.id)`

/** What a process that was killed left behind: uploads nobody attached, rows nothing refers to, bytes without a row. */
export async function sweepFiles(files: { pool: pg.Pool; store: BlobStore }): Promise<void> {
  const { pool, store } = files
  const abandoned = await pool.query<{ blob_id: string | null; preview_id: string | null }>(FORGET_ABANDONED, [
    ABANDONED_AFTER_MS,
  ])
  const theirs = abandoned.rows.flatMap(({ blob_id, preview_id }) => [blob_id, preview_id])
  await releaseBlobs(
    files,
    theirs.filter((id) => id !== null),
  )
  const { rows } = await pool.query<{ id: string }>(UNREFERRED, [UNREFERRED_AFTER_MS])
  for (const { id } of rows) await deleteUnreferred(pool, store, id)
  await sweepOrphans(pool, store)
}

const BATCH = 500

async function sweepOrphans(pool: pg.Pool, store: BlobStore): Promise<void> {
  const before = Date.now() - UNREFERRED_AFTER_MS
  let batch: BlobId[] = []
  for await (const { id, writtenAt } of store.list()) {
    if (writtenAt.getTime() < before) batch.push(id)
    if (batch.length < BATCH) continue
    await deleteOrphans(pool, store, batch)
    batch = []
  }
  await deleteOrphans(pool, store, batch)
}

async function deleteOrphans(pool: pg.Pool, store: BlobStore, ids: readonly BlobId[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS stored (id) WHERE NOT EXISTS (SELECT FROM blobs b WHERE b.id = stored.id)`,
    [ids],
  )
  for (const { id } of rows) await deleteUnreferred(pool, store, id)
}
