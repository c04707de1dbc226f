import type pg from 'pg'
import type { BlobStore, NewBlob } from '@/server/application/file-ports'
import { KithError } from '@/server/domain/errors'
import { lockBlobs } from './blob-lock'
import { inTransaction } from './transaction'

const ATTEMPTS = 5

/**
 * Stores bytes, their rows, and whatever refers to them. Bytes are written before the lock is taken, as that may take
 * long; under it they are looked for again, since a release may have deleted them meanwhile.
 */
export async function keepBlobs<T>(
  { pool, store }: { pool: pg.Pool; store: BlobStore },
  blobs: readonly NewBlob[],
  refer: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const { id, source } of blobs) await store.put(id, source)
    const kept = await inTransaction(pool, async (client) => {
      await lockBlobs(
        client,
        blobs.map(({ id }) => id),
      )
      for (const { id, size } of blobs) if ((await store.size(id)) !== size) return null
      for (const blob of blobs) await insertBlob(client, blob)
      return { result: await refer(client) }
    })
    if (kept) return kept.result
  }
  throw new KithError('busy', 'The file could not be kept just now. Try again in a moment.')
}

// What is put again is new again: a sweep must not take it before something refers to it.
async function insertBlob(client: pg.PoolClient, { id, size, type }: NewBlob): Promise<void> {
  await client.query(
    `INSERT INTO blobs (id, size, type) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET created_at = now()`,
    [id, size, type],
  )
}
