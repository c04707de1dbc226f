import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { UserId } from '@/contracts/ids'

/** A user of whom only the id matters. */
export async function insertUser(pool: pg.Pool): Promise<UserId> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
    VALUES ($1, $1, 'Somebody', '', '') RETURNING id`,
    [randomUUID()],
  )
  return rows[0]?.id ?? ''
}
