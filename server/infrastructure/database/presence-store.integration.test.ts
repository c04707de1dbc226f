import { afterAll, beforeAll } from 'vitest'
import { describePresenceStore } from '@/server/application/presence-store.contract'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { createPresenceStore } from './presence-store'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describePresenceStore('Postgres', async () => {
  const { pool } = database
  await pool.query('DELETE FROM gateways')
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
     SELECT name, name, name, name, '' FROM (SELECT gen_random_uuid()::text AS name FROM generate_series(1, 2)) AS names
     RETURNING id::text`,
  )
  const [ana, bea] = rows
  if (!ana || !bea) throw new Error('Two users were to be made.')
  return {
    store: createPresenceStore(pool),
    ana: ana.id,
    bea: bea.id,
    // The store goes by the database's clock: time passes by moving what it has noted into the past.
    passTime: async (ms) => {
      await pool.query(`UPDATE gateways SET lease_until = lease_until - $1 * interval '1 millisecond'`, [ms])
      await pool.query(
        `UPDATE presence SET online_until = online_until - $1 * interval '1 millisecond',
           last_seen_at = last_seen_at - $1 * interval '1 millisecond'`,
        [ms],
      )
    },
  }
})
