import type pg from 'pg'
import type { ExportId } from '@/server/application/export-ports'

export async function due(pool: pg.Pool): Promise<readonly ExportId[]> {
  const { rows } = await pool.query<{ id: ExportId }>(
    'SELECT id FROM exports WHERE finished_at IS NULL AND failed_at IS NULL AND retry_at <= now() ORDER BY id LIMIT 20',
  )
  return rows.map(({ id }) => id)
}

const KEY = `hashtextextended('export ' || $1::text, 0)`

/** A lock of the connection, so that it ends with the process. Whoever loses the connection notices when they keep something. */
export async function alone(pool: pg.Pool, id: ExportId, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let broken = true
  try {
    const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS locked`, [id])
    if (rows[0]?.locked) await work().finally(() => client.query(`SELECT pg_advisory_unlock(${KEY})`, [id]))
    broken = false
  } finally {
    // Not given back: should the lock still be held, it ends with the connection.
    client.release(broken)
  }
}
