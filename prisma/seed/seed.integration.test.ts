import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDamage } from '@/server/testing/find-damage'
import { openWeb, type Web } from '@/server/testing/web'
import { writeLongConversation } from './long-conversation'
import { findCast, seedCast } from './seed-cast'

let web: Web
const now = new Date('2026-11-21T12:00:00Z')
const seed = () => seedCast(web.container, 'hash', now)
let made: readonly boolean[]

// Twice at once. What follows only looks at it, but for what says otherwise.
beforeAll(async () => {
  web = await openWeb()
  made = await Promise.all([seed(), seed()])
})
afterAll(() => web.close())

async function count(what: string): Promise<number> {
  const { rows } = await web.container.pool.query<{ count: number }>(`select count(*)::int from ${what}`)
  return rows[0]?.count ?? -1
}

test('the cast’s conversations keep every rule of the log', async () => {
  expect(await findDamage(web.container.pool)).toEqual([])
  expect(await count('messages')).toBeGreaterThan(200)
})

test('what the cast sends is of every kind that can be made without a camera, and its bytes are there', async () => {
  const { rows } = await web.container.pool.query<{ kind: string }>('select distinct kind::text from attachments')
  expect(rows.map(({ kind }) => kind).sort()).toEqual(['file', 'image', 'sticker', 'voice'])
  const kept = await web.container.pool.query<{ id: string; size: string }>('select id, size from blobs')
  for (const { id, size } of kept.rows) expect(await web.container.ports.blobs.size(id)).toBe(Number(size))
  expect(await count("placements where mentions <> '{}'")).toBeGreaterThan(0)
  expect(await count('placements where pinned_by is not null')).toBeGreaterThan(0)
  expect(await count('messages where placed > 1')).toBeGreaterThan(0)
  expect(await count('messages where forwarded_from is not null')).toBeGreaterThan(0)
  expect(await count('messages where preview_id is not null')).toBeGreaterThan(0)
  expect(await count('message_versions')).toBeGreaterThan(0)
})

test('everything happened at its time, and nothing after now', async () => {
  expect(await count(`mark_moves where at > '${now.toISOString()}'`)).toBe(0)
  expect(await count(`log where at > '${now.toISOString()}'`)).toBe(0)
  expect(await count(`messages where greatest(sent_at, created_at, edited_at) > '${now.toISOString()}'`)).toBe(0)
  expect(
    await count('log a join log b on b.conversation_id = a.conversation_id and b.seq = a.seq + 1 and b.at < a.at'),
  ).toBe(0)
})

test('who has not read the end of a story has it unread, and is told of being mentioned', async () => {
  const ana = (await inClient(findCast)).get('ana') ?? ''
  const { entries } = await web.container.useCases.readOverview({ userId: ana })
  const unread = entries.filter(({ state }) => state.unread > 0)
  expect(unread.map(({ state }) => state.unread).sort()).toEqual([1, 2, 3, 3])
  expect(unread.some(({ state }) => state.mentions > 0)).toBe(true)
})

test('a second seed finds the first and adds nothing', async () => {
  const before = await count('messages')
  expect(await seed()).toBe(false)
  expect(await count('messages')).toBe(before)
  expect(await count('users')).toBe(12)
})

test('two seeds at once make one cast', async () => {
  expect([...made].sort()).toEqual([false, true])
  expect(await count('users')).toBe(12)
})

test('a seed that was broken off says so to the next, and lets nobody in', async () => {
  const { pool } = web.container
  await pool.query("update users set password_hash = 'not yet'")
  await expect(seed()).rejects.toThrow('broken off')
  await pool.query("update users set password_hash = 'hash'")
})

test('a long conversation keeps every rule of the log', async () => {
  await inClient(async (client) => {
    const cast = await findCast(client)
    const userIds = [cast.get('kwame') ?? '', cast.get('yuki') ?? ''] as const
    await writeLongConversation(client, { userIds, messages: 5_000, now })
  })
  expect(await findDamage(web.container.pool)).toEqual([])
})

async function inClient<T>(work: (client: PoolClient) => Promise<T>) {
  const client = await web.container.background.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } finally {
    client.release()
  }
}
