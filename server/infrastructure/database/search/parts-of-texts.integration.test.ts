import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readQuery } from '@/server/domain/search/search-query'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { statementOf } from './plans'
import { questionOf } from './question'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const letter = fc.constantFrom('a', 'b', 'c', ' ', '9', 'é', 'ж', 'ב', '日', '本', '🦊', '→')
/** A text, and a part of it that is looked for. */
const textAndPart = fc
  .tuple(fc.array(letter, { minLength: 3, maxLength: 40 }), fc.nat(39), fc.integer({ min: 1, max: 12 }))
  .map(([letters, from, length]) => ({ text: letters.join(''), part: letters.slice(from, from + length).join('') }))

/** Which of the texts the index leads to by each part alone. */
async function ledTo(parts: readonly string[]): Promise<Map<string, Set<string>>> {
  const client = await database.pool.connect()
  try {
    await client.query('BEGIN; SET LOCAL enable_seqscan = off')
    const led = new Map<string, Set<string>>()
    for (const part of parts) {
      const { indexed, values, given } = questionOf('1', { query: part, limit: 20 }, readQuery(part))
      if (indexed === null) continue
      const asked = `WITH ${given} SELECT t.text FROM messages t WHERE ${indexed}`
      const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${asked}`, [...values])
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('messages_search_idx')
      const { rows } = await client.query<{ text: string }>(asked, [...values])
      led.set(part, new Set(rows.map(({ text }) => text)))
    }
    return led
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

test('the index leads to every text that has the part of it that is looked for, in any script', async () => {
  const userId = await insertUser(database.pool)
  await fc.assert(
    fc.asyncProperty(fc.array(textAndPart, { minLength: 1, maxLength: 20 }), async (all) => {
      await database.pool.query('DELETE FROM messages')
      await database.pool.query(
        `INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
         SELECT $1, gen_random_uuid(), text, now(), now() FROM unnest($2::text[]) AS one (text)`,
        [userId, all.map(({ text }) => text)],
      )
      const led = await ledTo(all.map(({ part }) => part))
      const { rows } = await database.pool.query<{ text: string; search: string }>('SELECT text, search FROM messages')
      for (const [part, found] of led) {
        const wanted = readQuery(part)
        const having = rows.filter(({ search }) => wanted.every(({ pattern }) => search.includes(pattern)))
        expect(having.filter(({ text }) => !found.has(text))).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
})

test('an ideograph by itself leads to little else', async () => {
  const userId = await insertUser(database.pool)
  await database.pool.query('DELETE FROM messages')
  await database.pool.query(
    `INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
     SELECT $1, gen_random_uuid(), chr(19968 + n) || chr(19969 + n), now(), now() FROM generate_series(1, 2000) AS n`,
    [userId],
  )
  const led = await ledTo([String.fromCodePoint(20_000)])
  expect([...led.values()].map(({ size }) => size)).toEqual([2])
})

test('each way of searching asks the database something it can answer', async () => {
  const question = questionOf('1', { query: 'наш 日本 key', limit: 20 }, readQuery('наш 日本 key'))
  for (const way of ['index', 'walk', 'scope'] as const) {
    expect((await database.pool.query(statementOf(question, way), [...question.values])).rows).toEqual([])
  }
})
