import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { connectDatabase, type Database } from './client'

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

test('a statement that waits for a migration that waits for it is taken again, and nobody sees an error', async () => {
  const migration = await testDatabase.pool.connect()
  // It is the other one that is ended.
  await migration.query(`SET deadlock_timeout = '1min'; BEGIN; LOCK TABLE messages`)
  const read = database.pool.query('SELECT count(*)::int AS count FROM members, messages')
  const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'messages'::regclass
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await expect.poll(async () => (await testDatabase.pool.query(waiting)).rowCount).toBe(1)
  await migration.query('LOCK TABLE members')
  await migration.query('COMMIT')
  migration.release(true)
  expect((await read).rows).toEqual([{ count: 0 }])
})
