import type pg from 'pg'

const KEY = 'hashtextextended($1::text, 0)'

/**
 * Runs `work` unless some process is at work by the same name already. A lock of the connection, so that it ends with the
 * process. Should the connection alone be lost, another one may begin meanwhile.
 */
export async function alone(pool: pg.Pool, name: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let broken = true
  try {
    const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS locked`, [name])
    if (rows[0]?.locked) await work().finally(() => client.query(`SELECT pg_advisory_unlock(${KEY})`, [name]))
    broken = false
  } finally {
    // Not given back: should the lock still be held, it ends with the connection.
    client.release(broken)
  }
}
