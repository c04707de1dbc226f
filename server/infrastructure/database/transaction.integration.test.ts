import type net from 'node:net'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { queryWithConversationsLocked, withConversationsLocked } from './transaction'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const ONE = { text: 'SELECT 1 AS one', values: [] }

test('a statement, its transaction and its locks go to Postgres in one write', async () => {
  const { lanes } = database
  const ask = () => queryWithConversationsLocked<{ one: number }>(lanes, ['1', '2'], ONE)
  await ask()
  const writes = await countWrites(lanes)
  expect(await ask()).toEqual([{ one: 1 }])
  expect(writes()).toBe(1)
})

test('what a transaction asks first goes with its locks, its COMMIT by itself', async () => {
  const { lanes } = database
  const writes = await countWrites(lanes)
  expect(await withConversationsLocked(lanes, ['1'], async (client) => (await client.query(ONE)).rows)).toEqual([
    { one: 1 },
  ])
  expect(writes()).toBe(2)
})

test('who can’t begin to ask leaves nothing that is never written', async () => {
  const { lanes } = database
  const asking = withConversationsLocked(lanes, [], () => {
    throw new Error('Not asked.')
  })
  await expect(asking).rejects.toThrow('Not asked.')
  expect((await lanes.query(ONE)).rows).toEqual([{ one: 1 }])
})

/** Of the connection that is taken next: the pool hands out the one that came back last. */
async function countWrites(pool: pg.Pool): Promise<() => number> {
  const client = await pool.connect()
  const { stream } = (client as unknown as { connection: { stream: net.Socket } }).connection
  let writes = 0
  for (const name of ['_write', '_writev'] as const) {
    const write = stream[name]?.bind(stream) as (...args: unknown[]) => void
    stream[name] = (...args: unknown[]) => {
      writes++
      write(...args)
    }
  }
  client.release()
  return () => writes
}
