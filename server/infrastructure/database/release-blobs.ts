import type pg from 'pg'
import type { BlobId, BlobStore } from '@/server/application/file-ports'
import { lockBlobs } from './blob-lock'
import { inTransaction } from './transaction'

// Who sent it may send it again by their upload, as long as it is attached somewhere: what was sent keeps nothing that
// was said. Whoever has brought the same bytes and is about to send them keeps theirs.
const FORGET_UPLOADS = `
  DELETE FROM uploads u WHERE (u.blob_id = $1 OR u.preview_id = $1) AND u.sent
    AND NOT EXISTS (SELECT FROM attachments a WHERE a.blob_id = u.blob_id OR a.preview_id = u.blob_id)
    AND NOT EXISTS (SELECT FROM stickers s WHERE s.blob_id = u.blob_id)
  RETURNING u.blob_id, u.preview_id`

const DELETE_UNREFERRED = `
  DELETE FROM blobs b WHERE b.id = $1
    AND NOT EXISTS (SELECT FROM attachments WHERE blob_id = $1)
    AND NOT EXISTS (SELECT FROM attachments WHERE preview_id = $1)
    AND NOT EXISTS (SELECT FROM uploads WHERE blob_id = $1)
    AND NOT EXISTS (SELECT FROM uploads WHERE preview_id = $1)
    AND NOT EXISTS (SELECT FROM stickers WHERE blob_id = $1)
    AND NOT EXISTS (SELECT FROM link_previews WHERE blob_id = $1)
    AND NOT EXISTS (SELECT FROM export_parts WHERE blob_id = $1)`

/** Deletes those of these blobs that nothing needs any more, and what their uploads had beside them. */
export async function releaseBlobs(
  { pool, store }: { pool: pg.Pool; store: BlobStore },
  ids: readonly BlobId[],
): Promise<void> {
  const due = new Set(ids)
  for (const id of due) {
    const beside = await inTransaction(pool, (client) => forgetUploads(client, id))
    for (const other of beside) due.add(other)
  }
  for (const id of due) await deleteUnreferred(pool, store, id)
}

async function forgetUploads(client: pg.PoolClient, id: BlobId): Promise<BlobId[]> {
  const { rows } = await client.query<{ blob_id: string | null; preview_id: string | null }>(FORGET_UPLOADS, [id])
  return rows.flatMap(({ blob_id, preview_id }) => [blob_id, preview_id]).filter((other) => other !== null)
}

/**
 * The row's lock waits for whoever is just referring to it; what they committed is seen by the next statement. The bytes
 * go before the commit: were they to go after it, somebody could have put them again in between.
 */
export async function deleteUnreferred(pool: pg.Pool, store: BlobStore, id: BlobId): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockBlobs(client, [id])
    await client.query('SELECT FROM blobs WHERE id = $1 FOR UPDATE', [id])
    await client.query(DELETE_UNREFERRED, [id])
    const { rowCount } = await client.query('SELECT FROM blobs WHERE id = $1', [id])
    if (rowCount === 0) await store.delete(id)
  })
}
