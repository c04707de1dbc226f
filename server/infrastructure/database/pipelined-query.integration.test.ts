import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { queryAfter } from './pipelined-query'
import { prepared } from './prepared'

const FIRST = prepared('test-first', 'INSERT INTO noted (n) VALUES ($1::int) RETURNING n AS first')
const SECOND = prepared('test-second', 'INSERT INTO noted (n) VALUES ($1::int) RETURNING n, n + 1 AS next')
const BROKEN = prepared('test-broken', 'SELECT nothing FROM nowhere WHERE $1::int > 0')

let database: TestDatabase
let client: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase()
  await database.pool.query('CREATE TABLE noted (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)')
})
beforeEach(async () => {
  await database.pool.query('TRUNCATE noted')
  client = await database.lanes.connect()
  return () => client.release()
})
afterAll(() => database.drop())

const noted = async () =>
  (await database.pool.query<{ n: number }>('SELECT n FROM noted ORDER BY n')).rows.map(({ n }) => n)
const statusOf = async () => (await client.query<{ one: number }>('SELECT 1 AS one')).rows

test('both are done when the second is answered, and the connection is free again', async () => {
  for (const round of [10, 20, 30]) {
    const rows = await queryAfter(client, FIRST([round]), SECOND([round + 1]))
    expect(rows).toEqual([{ n: round + 1, next: round + 2 }])
  }
  expect(await noted()).toEqual([10, 11, 20, 21, 30, 31])
  expect(await statusOf()).toEqual([{ one: 1 }])
})

test('when the second fails, the first is taken back', async () => {
  await expect(queryAfter(client, FIRST([1]), BROKEN([1]))).rejects.toMatchObject({ code: '42P01' })
  expect(await noted()).toEqual([])
  expect(await queryAfter(client, FIRST([1]), SECOND([2]))).toEqual([{ n: 2, next: 3 }])
})

test('when the first fails, the second isn’t done, and can be later', async () => {
  await expect(queryAfter(client, BROKEN([1]), SECOND([2]))).rejects.toMatchObject({ code: '42P01' })
  expect(await noted()).toEqual([])
  expect(await queryAfter(client, FIRST([1]), SECOND([2]))).toEqual([{ n: 2, next: 3 }])
})

test('what fails only when it is committed is refused', async () => {
  await expect(queryAfter(client, FIRST([1]), SECOND([1]))).rejects.toMatchObject({ code: '23505' })
  expect(await noted()).toEqual([])
  expect(await statusOf()).toEqual([{ one: 1 }])
})

test('what is asked behind it waits for its own answer', async () => {
  const both = queryAfter(client, FIRST([1]), SECOND([2]))
  expect(await Promise.all([both, statusOf()])).toEqual([[{ n: 2, next: 3 }], [{ one: 1 }]])
})
