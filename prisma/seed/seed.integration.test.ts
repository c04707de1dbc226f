import type { PoolClient } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { writeLongConversation } from './long-conversation'
import { findCast, seedCast } from './seed-cast'

let db: TestDatabase
const now = new Date('2026-11-21T12:00:00Z')

beforeEach(async () => {
  db = await createTestDatabase()
})
afterEach(() => db.drop())

async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}

async function count(table: string): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(`select count(*)::int from ${table}`)
  return rows[0]?.count ?? -1
}

test('the cast’s conversations keep every rule of the log', async () => {
  expect(await inTransaction((client) => seedCast(client, 'hash', now))).toBe(true)
  expect(await findDamage(db.pool)).toEqual([])
  expect(await count('messages')).toBeGreaterThan(150)
})

test('a second seed finds the first and adds nothing', async () => {
  await inTransaction((client) => seedCast(client, 'hash', now))
  const before = await count('messages')
  expect(await inTransaction((client) => seedCast(client, 'hash', now))).toBe(false)
  expect(await count('messages')).toBe(before)
  expect(await count('users')).toBe(12)
})

test('two seeds at once make one cast', async () => {
  const made = await Promise.all([1, 2].map(() => inTransaction((client) => seedCast(client, 'hash', now))))
  expect(made.sort()).toEqual([false, true])
  expect(await count('users')).toBe(12)
})

test('a long conversation keeps every rule of the log', async () => {
  await inTransaction(async (client) => {
    await seedCast(client, 'hash', now)
    const cast = await findCast(client)
    const userIds = [cast.get('kwame') ?? '', cast.get('yuki') ?? ''] as const
    await writeLongConversation(client, { userIds, messages: 5_000, now })
  })
  expect(await findDamage(db.pool)).toEqual([])
})
