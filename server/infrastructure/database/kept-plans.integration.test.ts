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
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool, lanes } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
  // What grows while this looks is looked at by nobody else.
  await pool.query('ALTER TABLE conversations SET (autovacuum_enabled = off)')
  await pool.query('ALTER TABLE members SET (autovacuum_enabled = off)')
  await pool.query('ALTER TABLE users SET (autovacuum_enabled = off)')
  lane = await lanes.connect()
})
afterAll(async () => {
  lane.release()
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

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
}

const literal = (value: unknown): string =>
  Array.isArray(value) ? `'{${value.map((one) => one ?? 'null').join()}}'` : `'${value}'`
const prepared = new Set<string>()

/** How many blocks each statement of `work` touches, by the plan that it got when this connection first asked for it. */
async function blocksOf(work: (pool: pg.Pool) => Promise<unknown>): Promise<Record<string, number>> {
  const blocks: Record<string, number> = {}
  const query = async ({ name, text, values }: { name: string; text: string; values: readonly unknown[] }) => {
    if (!prepared.has(name)) await lane.query(`PREPARE "${name}" AS ${text}`)
    prepared.add(name)
    const execute = `EXECUTE "${name}"(${values.map(literal).join()})`
    await lane.query('BEGIN')
    const { rows } = await lane.query<{ 'QUERY PLAN': Plan[] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${execute}`)
    await lane.query('ROLLBACK')
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    blocks[name] = (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)
    return lane.query(execute)
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
    return blocksOf((pool) => {
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
