import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HistoryInput } from '@/contracts/inputs'
import { makeGroup } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

const LONG = 100_000
const SHORT = 60
const CHANGES = 20_000

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** `changes`: how often the last message was reacted to in the end. */
async function groupWithHistory(length: number, changes = 0) {
  const { pool } = database
  const stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  const { id, owner, second } = await makeGroup(stage, 2)
  // It takes longer than anybody who waits would be kept waiting.
  await database.background.query(
    `WITH stored AS (
      INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
      SELECT $2, gen_random_uuid(), 'Message ' || n, now(), now() FROM generate_series(2, $3::int) n ORDER BY n
      RETURNING id
    ), numbered AS (SELECT id, (1 + row_number() OVER (ORDER BY id))::int AS seq FROM stored), placed AS (
      INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
      SELECT $1, seq, id, $2, seq FROM numbered
    ), logged AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
      SELECT $1, seq, 'message:posted', $2, id, now() FROM numbered
    ), changed AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, target_seq, at)
      SELECT $1, $3::int + n, 'message:reacted', $2, (SELECT max(id) FROM stored), $3::int, now()
      FROM generate_series(1, $4::int) n
    ) UPDATE conversations SET last_seq = $3::int + $4::int WHERE id = $1`,
    [id, owner, length, changes],
  )
  await stage.messages.moveMarks(second, [{ conversationId: id, read: length - 3 }])
  return { id, second }
}

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
}

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join()}}'` : `'${value}'`)

let statements = 0

/** How many blocks the statements of `work` touch, by the plans that suit any value. */
async function blocksOf(work: (pool: pg.Pool) => Promise<unknown>): Promise<number> {
  const client = await database.pool.connect()
  let blocks = 0
  const query = async ({ text, values }: { text: string; values: readonly unknown[] }) => {
    statements += 1
    const execute = `EXECUTE measured_${statements}(${values.map(literal).join()})`
    await client.query(`PREPARE measured_${statements} AS ${text}`)
    const { rows } = await client.query<{ 'QUERY PLAN': Plan[] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${execute}`)
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    blocks += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)
    return client.query(execute)
  }
  try {
    await client.query('SET plan_cache_mode = force_generic_plan')
    await work({ query } as unknown as pg.Pool)
    return blocks
  } finally {
    client.release(true)
  }
}

test('a conversation of 100,000 messages, and as many as 20,000 reactions to the last one, is opened with as little reading as a short one', async () => {
  const short = await groupWithHistory(SHORT)
  const long = await groupWithHistory(LONG, CHANGES)
  await database.background.query('VACUUM ANALYZE')
  const reading = async ({ id, second }: typeof short, middle: number) => {
    const page = (input: Partial<HistoryInput>) =>
      blocksOf((pool) => databaseMessageLog(pool).page(second, { conversationId: id, limit: 25, ...input }))
    return {
      newest: await page({}),
      before: await page({ before: middle }),
      after: await page({ after: middle }),
      around: await page({ around: middle }),
      since: await blocksOf((pool) => databaseMessageLog(pool).since(second, id, middle, 25)),
      entry: await blocksOf((pool) => databaseMessageLog(pool).entry(second, id)),
      overview: await blocksOf((pool) => databaseMessageLog(pool).overview(second)),
    }
  }
  const [few, many] = [await reading(short, SHORT / 2), await reading(long, LONG / 2)]
  for (const [name, blocks] of Object.entries(few)) {
    // Indexes are deeper: a block or two more for each row.
    expect(many[name as keyof typeof many], name).toBeLessThan(2 * blocks + 50)
  }
})
