import type pg from 'pg'
import type { BlobId } from '@/server/application/file-ports'

/**
 * Until the transaction ends, nobody else keeps or deletes these bytes. A row's lock would not do: there may be no row
 * yet. In the order of their ids, so that two who want the same ones don't wait for each other.
 */
export async function lockBlobs(client: pg.PoolClient, ids: readonly BlobId[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [id])
  }
}
