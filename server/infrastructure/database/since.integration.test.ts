import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MessageLog } from '@/server/application/log-ports'
import { newMessage } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

const PAIRS = 40
/** More than one gets along with others. */
const MANY = 130

let database: TestDatabase
let lanes: pg.Pool
let messages: MessageLog
let queries = 0
/** Each chat with one of its two. */
const asking: [string, string][] = []
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  lanes = counting(database.lanes)
  messages = databaseMessageLog(counting(pool), { lanes })
  for (let pair = 0; pair < PAIRS; pair++) {
    const [one, two] = [await insertUser(pool), await insertUser(pool)]
    const { conversationId } = await databaseConversations(pool).openDirect(one, two)
    const sends = Array.from({ length: 1 + (pair % 4) }, () => newMessage(pair % 2 ? one : two, conversationId))
    await databaseMessageLog(pool).send(sends)
    asking.push([one, conversationId], [two, conversationId])
  }
})
afterAll(() => database.drop())

function counting(pool: pg.Pool): pg.Pool {
  const query = (config: pg.QueryConfig) => {
    queries += 1
    return pool.query(config)
  }
  return { query, connect: () => pool.connect() } as unknown as pg.Pool
}

const since = ([userId, id]: readonly [string, string], after = 0, limit = 500) =>
  messages.since(userId, id, after, limit)

async function eachAlone() {
  const alone = []
  for (const one of asking) alone.push(await since(one))
  return alone
}

it('answers a crowd that asks at once from a few statements, as it answers each alone', async () => {
  const alone = await eachAlone()
  queries = 0
  expect(await Promise.all(asking.map((one) => since(one)))).toEqual(alone)
  expect(queries).toBeLessThanOrEqual(4)
  expect(alone.map(({ last }) => last)).toEqual(asking.map((_, at) => 2 + (Math.floor(at / 2) % 4)))
})

it('answers twice who asks twice, and each from where they are', async () => {
  const [one] = asking.slice(6)
  if (!one) throw new Error('Nobody asks.')
  const answers = await Promise.all([since(one, 1), since(one, 2), since(one, 1), since(one, 1, 1), since(one, 5)])
  expect(answers.map(({ entries }) => entries.map(({ seq }) => seq))).toEqual([
    [2, 3, 4, 5],
    [3, 4, 5],
    [2, 3, 4, 5],
    [2],
    [],
  ])
})

it('refuses strangers, and what is no id, alone', async () => {
  const alone = await eachAlone()
  const [[, id] = ['', '']] = asking
  const answers = await Promise.allSettled([
    ...asking.map((one) => since(one)),
    since([await insertUser(database.pool), id]),
    since(['9'.repeat(30), id]),
  ])
  expect(answers.slice(0, -2).map((one) => one.status === 'fulfilled' && one.value)).toEqual(alone)
  expect(answers.at(-2)).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } })
  expect(answers.at(-1)).toMatchObject({ status: 'rejected', reason: { code: '22003' } })
})

it('gives who has missed much all of it, and reads it without the others', async () => {
  const { pool } = database
  const [one, two] = [await insertUser(pool), await insertUser(pool)]
  const { conversationId } = await databaseConversations(pool).openDirect(one, two)
  await messages.send(Array.from({ length: MANY }, () => newMessage(one, conversationId)))
  const alone = await eachAlone()
  const [long, short, ...others] = await Promise.all([
    since([two, conversationId]),
    since([two, conversationId], 0, 70),
    ...asking.map((asked) => since(asked)),
  ])
  expect(others).toEqual(alone)
  expect(long?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: MANY + 1 }, (_, at) => at + 1))
  expect(short?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1))
  queries = 0
  await Promise.all([since([two, conversationId]), ...asking.map((asked) => since(asked))])
  expect(queries).toBeLessThanOrEqual(5)
})

it('fails for those alone whose own rows are damaged', async () => {
  const { pool } = database
  const [one, two] = [await insertUser(pool), await insertUser(pool)]
  const { conversationId } = await databaseConversations(pool).openDirect(one, two)
  await messages.send([newMessage(one, conversationId)])
  const alone = await eachAlone()
  await pool.query('DELETE FROM placements WHERE conversation_id = $1', [conversationId])
  const [damaged, ...others] = await Promise.allSettled([
    since([two, conversationId]),
    ...asking.map((asked) => since(asked)),
  ])
  expect(damaged?.status).toBe('rejected')
  expect(others.map((other) => other.status === 'fulfilled' && other.value)).toEqual(alone)
})
