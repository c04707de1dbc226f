import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findSession } from './find-session'

const CROWD = 300

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await database.pool.query(`INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
    SELECT 'u' || n, 'u' || n, 'U', '', '' FROM generate_series(1, ${CROWD}) n`)
  await database.pool.query(`INSERT INTO sessions (user_id, device, revoked_at)
    SELECT id, 'A test', CASE WHEN id % 3 = 0 THEN now() END FROM users`)
})
afterAll(() => database.drop())

it('answers a crowd that asks at once from a few queries, each for themselves', async () => {
  const { rows } = await database.pool.query<{ id: string; user_id: string; valid: boolean }>(
    'SELECT id::text, user_id::text, revoked_at IS NULL AS valid FROM sessions',
  )
  let queries = 0
  const counting = {
    query: (config: pg.QueryConfig) => {
      queries += 1
      return database.pool.query(config)
    },
  }
  const find = findSession(counting as unknown as pg.Pool)
  const found = await Promise.all(rows.map(({ id }) => find(id)))
  expect(found).toEqual(rows.map(({ user_id, valid }) => (valid ? user_id : null)))
  expect(queries).toBeLessThanOrEqual(8)
  expect(await find('424242')).toBeNull()
})

it('notes once that sessions are in use, also where two ask for the same ones', async () => {
  const { pool } = database
  await pool.query("UPDATE sessions SET last_active_at = now() - interval '1 hour'")
  const { rows } = await pool.query<{ id: string }>('SELECT id::text FROM sessions WHERE revoked_at IS NULL')
  const ids = rows.map(({ id }) => id)
  const [one, other] = [findSession(pool), findSession(pool)]
  const reversed = [...ids].reverse()
  const found = await Promise.all([...ids.map((id) => one(id)), ...reversed.map((id) => other(id))])
  expect(found.filter((userId) => userId === null)).toEqual([])
  const { rows: old } = await pool.query(
    "SELECT FROM sessions WHERE revoked_at IS NULL AND last_active_at < now() - interval '1 minute'",
  )
  expect(old).toHaveLength(0)
})
