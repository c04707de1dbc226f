import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeAttempts } from '@/server/infrastructure/auth/attempts.contract'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { databaseAttemptCounts } from './attempt-counts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describeAttempts('Postgres', async () => {
  await database.pool.query('DELETE FROM attempts')
  return databaseAttemptCounts(database.pool)
})

it('counts begin anew when their time is over, and what is over is taken away', async () => {
  const counts = databaseAttemptCounts(database.pool)
  for (const key of ['a', 'a', 'b', 'c']) await counts.add(key, 60)
  await database.pool.query(`UPDATE attempts SET ends_at = now() - interval '1 second'`)
  expect(await counts.add('a', 60)).toMatchObject({ count: 1 })
  const { rows } = await database.pool.query('SELECT count(*)::int AS n FROM attempts')
  expect(rows).toEqual([{ n: 1 }])
})

it('what is counted is kept nowhere', async () => {
  await databaseAttemptCounts(database.pool).add('sign-in both 6.6.6.6 somebody', 60)
  const { rows } = await database.pool.query(`SELECT encode(key, 'escape') AS key FROM attempts`)
  expect(JSON.stringify(rows)).not.toMatch(/6\.6\.6\.6|somebody/)
})
