import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'
import { moveMarks } from './message-log/move-marks'

const FEW = 30
const MANY = 10_000

let database: TestDatabase
let stage: ConversationStage
let lane: pg.PoolClient
let read: pg.PoolClient
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool, lanes, reads } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  // What grows while this looks is looked at by nobody else.
  for (const table of ['conversations', 'members', 'users', 'log', 'messages', 'placements'])
    await pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`)
  lane = await lanes.connect()
  read = await reads.connect()
})
afterAll(async () => {
  lane.release()
  read.release()
  await database.drop()
})

/** Chats of two new people each. */
const bringChats = (count: number) =>
  database.background.query(
    `WITH born AS (
      INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
      SELECT name, name, 'Somebody', '', '' FROM (SELECT gen_random_uuid()::text AS name FROM generate_series(1, 2 * $1::int)) n
      RETURNING id
    ), founded AS (
      INSERT INTO conversations (kind, pair_key, last_seq)
      SELECT 'direct', min(id) || ':' || max(id), 1 FROM (SELECT id, row_number() OVER (ORDER BY id) / 2 AS pair FROM born) b
      GROUP BY pair HAVING count(*) = 2 RETURNING id, pair_key
    )
    INSERT INTO members (conversation_id, user_id, role, intervals, joined_seq, changed_seq)
    SELECT f.id, side::bigint, 'member', '{[1,)}', 1, 1
    FROM founded f CROSS JOIN unnest(string_to_array(f.pair_key, ':')) AS side`,
    [count],
  )

/** Messages in a chat that nobody reads. */
async function bringMessages(count: number): Promise<void> {
  const { id, owner } = await makeGroup(stage, 2)
  await database.background.query(
    `WITH said AS (
      INSERT INTO messages (sender_id, client_id, text, created_at, sent_at)
      SELECT $2, gen_random_uuid(), 'Message ' || n, now(), now() FROM generate_series(1, $3::int) n RETURNING id
    ), numbered AS (
      SELECT s.id, c.last_seq + (row_number() OVER ())::int AS seq FROM said s JOIN conversations c ON c.id = $1
    ), placed AS (
      INSERT INTO placements (conversation_id, seq, message_id, sender_id, changed_seq)
      SELECT $1, seq, id, $2, seq FROM numbered
    ), logged AS (
      INSERT INTO log (conversation_id, seq, kind, actor_id, message_id, at)
      SELECT $1, seq, 'message:posted', $2, id, now() FROM numbered
    ) UPDATE conversations SET last_seq = last_seq + $3::int WHERE id = $1`,
    [id, owner, count],
  )
}

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
}

const literal = (value: unknown): string =>
  Array.isArray(value) ? `'{${value.map((one) => one ?? 'null').join()}}'` : `'${value}'`
const prepared = new Set<string>()

/** How many blocks each statement of `work` touches, by the plan that it got when the connection first asked for it. */
async function blocksOf(
  client: pg.PoolClient,
  work: (pool: pg.Pool) => Promise<unknown>,
): Promise<Record<string, number>> {
  const blocks: Record<string, number> = {}
  const query = async ({ name, text, values }: { name: string; text: string; values: readonly unknown[] }) => {
    if (!prepared.has(name)) await client.query(`PREPARE "${name}" AS ${text}`)
    prepared.add(name)
    const execute = `EXECUTE "${name}"(${values.map(literal).join()})`
    await client.query('BEGIN')
    const { rows } = await client.query<{ 'QUERY PLAN': Plan[] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${execute}`)
    await client.query('ROLLBACK')
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    blocks[name] = (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)
    return client.query(execute)
  }
  await work({ query } as unknown as pg.Pool)
  return blocks
}

test('marks move with as little reading when chats have become many since that was planned', async () => {
  const { id: group, owner, second } = await makeGroup(stage, 2)
  const { conversationId: ofTwo } = await stage.conversations.openDirect(owner, second)
  await bringChats(FEW)
  // With each message a chat's row is written anew: of what a table holds on disk, most was.
  await database.pool.query(
    `DO 'BEGIN FOR n IN 1..30 LOOP UPDATE conversations SET last_sent_at = now(); END LOOP; END'`,
  )
  await database.pool.query('ANALYZE')
  const reading = async () => {
    for (const id of [group, ofTwo]) await say(stage, owner, id)
    return blocksOf(lane, (pool) => {
      const moves = [group, ofTwo].map((conversationId) => ({ conversationId, delivered: 9, read: 9, seen: 9 }))
      return moveMarks(pool, [{ userId: second, moves }], new Set())
    })
  }
  const few = await reading()
  await bringChats(MANY)
  const many = await reading()
  expect(Object.keys(many).sort()).toEqual(['move-marks', 'move-plain', 'settle-receipts'])
  for (const [name, blocks] of Object.entries(many)) expect(blocks, name).toBeLessThan(2 * (few[name] ?? 0) + 20)
})

test('chats are read with as little reading when chats and messages have become many since that was planned', async () => {
  const { id, owner, second } = await makeGroup(stage, 2)
  for (let n = 0; n < FEW; n++) await say(stage, owner, id)
  await database.pool.query('ANALYZE')
  const reading = () =>
    blocksOf(read, async (pool) => {
      const messages = databaseMessageLog(pool)
      for (const place of [{ before: 20 }, { after: 10 }, { around: 15 }])
        await messages.page(second, { conversationId: id, limit: 10, ...place })
      await messages.quotes(second, id, [5, 9])
      await messages.since(second, id, 10, FEW)
      await messages.entry(second, id)
      await messages.overview(second)
      await messages.overview(second, 1)
    })
  const few = await reading()
  await bringChats(MANY)
  await bringMessages(MANY)
  const many = await reading()
  const statements = [
    'overview',
    'overview-entry',
    'overview-first',
    'page-after',
    'page-around',
    'page-before',
    'quotes',
    'since',
  ]
  expect(Object.keys(many).sort()).toEqual(statements)
  // Indexes are deeper: a block or two more for each row.
  for (const [name, blocks] of Object.entries(many)) expect(blocks, name).toBeLessThan(2 * (few[name] ?? 0) + 20)
})

test('what each reads for themselves is never planned for what they ask for', async () => {
  const { pool, lanes } = database
  const { id, owner } = await makeGroup(stage, 2)
  const messages = databaseMessageLog(pool, { lanes, reads: { query: read.query.bind(read) } as unknown as pg.Pool })
  await read.query('DEALLOCATE ALL')
  for (let n = 0; n < 2; n++) {
    await messages.page(owner, { conversationId: id, limit: 10 })
    await messages.entry(owner, id)
    await messages.overview(owner)
    await messages.overview(owner, 50)
  }
  const { rows } = await read.query(
    'SELECT name, generic_plans::int AS kept, custom_plans::int AS own FROM pg_prepared_statements ORDER BY name',
  )
  const names = ['overview', 'overview-entry', 'overview-first', 'page-before']
  expect(rows).toEqual(names.map((name) => ({ name, kept: 2, own: 0 })))
})

interface Step {
  readonly Plans?: readonly Step[]
}
const stepsOf = ({ Plans = [] }: Step): number => Plans.reduce((sum, step) => sum + stepsOf(step), 1)

test('what most messages do not have is in no plan of a page, nor of what came since', async () => {
  const { id, owner } = await makeGroup(stage, 2)
  await say(stage, owner, id)
  const steps: Record<string, number> = {}
  const query = async ({ name, text, values }: { name: string; text: string; values: readonly unknown[] }) => {
    await read.query(`PREPARE "steps-${name}" AS ${text}`)
    const execute = `EXECUTE "steps-${name}"(${values.map(literal).join()})`
    const { rows } = await read.query<{ 'QUERY PLAN': { Plan: Step }[] }>(`EXPLAIN (FORMAT JSON) ${execute}`)
    steps[name] = stepsOf(rows[0]?.['QUERY PLAN'][0]?.Plan ?? {})
    return read.query(execute)
  }
  const messages = databaseMessageLog({ query } as unknown as pg.Pool)
  await messages.page(owner, { conversationId: id, limit: 10 })
  await messages.since(owner, id, 0, FEW)
  // Setting them up and taking them down takes as long as the lines do.
  expect(steps['page-before']).toBeLessThan(55)
  expect(steps.since).toBeLessThan(35)
})

test('what only some messages have is of the moment of the statement that asks for it', async () => {
  const { rows } = await database.pool.query<{ name: string; volatility: string }>(
    `SELECT proname AS name, provolatile AS volatility FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
      AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') AND prorettype <> 'trigger'::regtype ORDER BY 1`,
  )
  const answering = ['attachments_of', 'message_then', 'own_marks_between', 'pins_shown', 'places_shown', 'preview_in']
  expect(rows.filter(({ volatility }) => volatility === 's').map(({ name }) => name)).toEqual([
    ...answering,
    'reactions_shown',
  ])
  expect(rows.filter(({ volatility }) => volatility === 'v')).toEqual([])
})
