/** `npm run bench:search`: how long a search takes among a million messages, and what being found costs a send. */
import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { databaseSearch } from '@/server/infrastructure/database/search'
import { withThrowawayDatabase } from './search/database'
import { fill, WORDS } from './search/fill'

const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 1_000_000)
const ROUNDS = 15
const INSERTS = 3_000

interface Asked {
  readonly user: string
  readonly where: string
  readonly query: string
  readonly ms: { median: number; worst: number }
  readonly hits: number
}

await withThrowawayDatabase(async (pool) => {
  const { people, bigChat } = await fill(pool, MESSAGES)
  const search = databaseSearch(pool)
  const rows: Asked[] = []
  for (const [user, userId] of Object.entries(people)) {
    for (const [where, conversationId] of [
      ['all chats', undefined],
      ['one chat', bigChat],
    ] as const) {
      if (where === 'one chat' && user === 'in one small chat') continue
      for (const [query, words] of Object.entries(WORDS)) {
        const ask = () =>
          search.messages(userId, { query: words, limit: 20, ...(conversationId && { conversationId }) })
        rows.push({ user, where, query, ...(await measure(ask)) })
      }
    }
  }
  const middle = new Date(Date.now() - 200 * 86_400_000).toISOString()
  const jump = await measure(async () => ({ hits: [await search.firstAt(people['in the big chat'], bigChat, middle)] }))
  rows.push({ user: 'in the big chat', where: 'one chat', query: 'first at a date', ...jump })
  console.table(rows.map(({ ms, ...row }) => ({ ...row, 'median ms': ms.median, 'worst ms': ms.worst })))
  console.table(await insertCosts(pool))
  console.log(JSON.stringify({ messages: MESSAGES, rows }))
})

async function measure(ask: () => Promise<{ hits: readonly unknown[] }>): Promise<Pick<Asked, 'ms' | 'hits'>> {
  const times: number[] = []
  let hits = 0
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    hits = (await ask()).hits.length
    times.push(performance.now() - start)
  }
  times.sort((one, other) => one - other)
  const round = (ms = 0) => Math.round(ms * 10) / 10
  return { ms: { median: round(times[ROUNDS >> 1]), worst: round(times.at(-1)) }, hits }
}

/** Rows a transaction each, with the index, without it, and without the searched text, too. */
async function insertCosts(pool: pg.Pool): Promise<readonly object[]> {
  const costs: object[] = []
  for (const [what, sql] of [
    ['with search', 'SELECT'],
    ['without the index', 'DROP INDEX messages_search_idx'],
    ['without the searched text', 'ALTER TABLE messages DROP COLUMN search CASCADE'],
  ] as const) {
    await pool.query(sql)
    const times: number[] = []
    for (let n = 0; n < INSERTS; n++) {
      const start = performance.now()
      await pool.query({
        name: `insert ${what}`,
        text: `INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
          VALUES ($1, gen_random_uuid(), $2, now(), now())`,
        values: [1, `Shall we meet at the harbour at ${n}? I have the key, and something to tell you.`],
      })
      times.push(performance.now() - start)
    }
    times.sort((one, other) => one - other)
    const at = (part: number) => Math.round((times[Math.floor(INSERTS * part)] ?? 0) * 1_000)
    const mean = Math.round((times.reduce((sum, ms) => sum + ms, 0) / INSERTS) * 1_000)
    costs.push({ insert: what, 'mean µs': mean, 'median µs': at(0.5), 'p99 µs': at(0.99), 'worst µs': at(0.9999) })
  }
  return costs
}
