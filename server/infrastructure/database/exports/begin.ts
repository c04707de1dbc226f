import type pg from 'pg'
import type { ExportId } from '@/server/application/export-ports'
import type { BlobId } from '@/server/application/file-ports'
import { LIMITS } from '@/server/domain/limits'
import { inTransaction } from '../transaction'
import { status } from './read'

const MAX_FAILURES = 10

const FORGET = (condition: string) => `
  WITH gone AS (SELECT id FROM exports WHERE ${condition} FOR UPDATE),
  held AS (SELECT blob_id FROM export_parts WHERE export_id IN (SELECT id FROM gone)),
  deleted AS (DELETE FROM exports WHERE id IN (SELECT id FROM gone) RETURNING id)
  SELECT deleted.id, held.blob_id FROM deleted LEFT JOIN held ON true`

const FORGET_DONE = FORGET('user_id = $1 AND (finished_at IS NOT NULL OR failed_at IS NOT NULL)')
const FORGET_ANY = FORGET('user_id = $1')
const FORGET_EXPIRED = FORGET(
  `id = (SELECT id FROM exports WHERE coalesce(finished_at, failed_at) < now() - make_interval(days => $1::int) LIMIT 1)`,
)

interface Gone {
  readonly id: ExportId
  readonly blob_id: BlobId | null
}

const blobsOf = (rows: readonly Gone[]) => rows.flatMap(({ blob_id }) => (blob_id === null ? [] : [blob_id]))

export async function begin(pool: pg.Pool, userId: string) {
  const released = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<Gone>(FORGET_DONE, [userId])
    await client.query('INSERT INTO exports (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING', [userId])
    return blobsOf(rows)
  })
  const begun = await status(pool, userId)
  if (begun === null) throw new Error('An export was taken away as it began.')
  return { status: begun, released }
}

export async function discard(pool: pg.Pool, userId: string): Promise<readonly BlobId[]> {
  return blobsOf((await pool.query<Gone>(FORGET_ANY, [userId])).rows)
}

export async function forgetExpired(pool: pg.Pool): Promise<readonly BlobId[] | null> {
  const { rows } = await pool.query<Gone>(FORGET_EXPIRED, [LIMITS.exportDays])
  return rows.length === 0 ? null : blobsOf(rows)
}

export async function failed(pool: pg.Pool, id: ExportId): Promise<void> {
  await pool.query(
    `UPDATE exports SET failures = failures + 1, retry_at = now() + least(2 ^ failures, 300) * interval '1 s',
      failed_at = CASE WHEN failures + 1 >= $2 THEN now() END
    WHERE id = $1 AND finished_at IS NULL`,
    [id, MAX_FAILURES],
  )
}
