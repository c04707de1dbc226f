import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConversationStage, makeGroup, newMessage } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from '../conversations'
import { databaseMessageLog } from '../message-log'
import { databaseSearch } from '../search'

/** As many as make reading all of them dearer than asking the index. */
const MESSAGES = 6_000
const LIST = 250
const ONCE = 3
const RARE = [
  'The key hangs in the boathouse',
  'Ключ висит в сарае',
  '鍵は東京の倉庫にあります',
  'Zürich: Schlüssel im Schuppen 🦊',
]

interface Plan {
  readonly 'Node Type': string
  readonly 'Subplan Name'?: string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

let database: TestDatabase
let owner: string
let quiet: string

beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  const messages = databaseMessageLog(pool)
  const stage: ConversationStage = {
    ...{ messages, conversations: databaseConversations(pool) },
    newUser: () => insertUser(pool),
  }
  const fill = async (text: (n: number) => string) => {
    const group = await makeGroup(stage, 2)
    for (let from = 0; from < MESSAGES; from += LIST) {
      await messages.send(Array.from({ length: LIST }, (_, n) => newMessage(group.owner, group.id, text(from + n))))
    }
    return group.owner
  }
  quiet = await fill((n) => (n < ONCE ? 'At the harbour' : `${n}: nothing new here, and nobody to meet.`))
  owner = await fill(
    (n) =>
      RARE[n - MESSAGES / 2] ??
      `${n}: shall we meet at the harbour at nine? ${n % 2 ? 'Приду с друзьями.' : 'Bring friends.'}`,
  )
  await pool.query('ANALYZE')
})
afterAll(() => database.drop())

/** What is found, and how Postgres goes about the last statement of it, left to itself. */
async function search(query: string, { userId = owner, cursor }: { userId?: string; cursor?: string } = {}) {
  const { pool } = database
  const asked: { text: string; values: unknown[] }[] = []
  const noted = new Proxy(pool, {
    get: (target, key) => {
      if (key !== 'query') return Reflect.get(target, key)
      return (text: string, values: unknown[]) => {
        asked.push({ text, values })
        return target.query(text, values)
      }
    },
  })
  const { hits } = await databaseSearch(noted).messages(userId, { query, limit: 20, ...(cursor && { cursor }) })
  const { text = '', values = [] } = asked.at(-1) ?? {}
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  return { hits, nodes: plan ? nodesOf(plan) : [] }
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Of messages, by any node. */
const mostRead = (nodes: readonly Plan[]) =>
  Math.max(
    ...nodes
      .filter((node) => node['Relation Name'] === 'messages')
      .map((node) => (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)),
  )

test.each([
  ['letters of ASCII', 'boathouse'],
  ['a part of a word of them', 'athou'],
  ['several words', 'boathouse key'],
  ['a phrase', '"hangs in the boathouse"'],
  ['letters beyond ASCII', 'сарае'],
  ['letters of both', 'schlüssel schuppen'],
  ['ideographs', '倉庫'],
  ['an emoji', '🦊'],
])('a rare message is found by %s through the index, and not by reading all messages', async (_, query) => {
  const { hits, nodes } = await search(query)
  expect(hits).toHaveLength(1)
  expect(nodes.map((node) => node['Index Name'])).toContain('messages_search_idx')
  const readWhole = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])
  expect(readWhole).not.toContain('messages')
})

test.each(['harbour', 'meet harbour nine', 'bring friends', '"shall we meet at the harbour"'])(
  'what is common, “%s”, is found by walking back from the newest message, however Postgres guesses',
  async (query) => {
    const { hits, nodes } = await search(query)
    expect(hits).toHaveLength(20)
    expect(mostRead(nodes)).toBeLessThan(200)
  },
)

test('a later page of what is common goes on where the one before ended', async () => {
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM messages ORDER BY id OFFSET $1 LIMIT 1', [
    MESSAGES * 1.5,
  ])
  const cursor = rows[0]?.id ?? ''
  const { hits, nodes } = await search('harbour', { cursor })
  expect(hits).toHaveLength(20)
  expect(hits.every(({ messageId }) => BigInt(messageId) < BigInt(cursor))).toBe(true)
  expect(mostRead(nodes)).toBeLessThan(200)
})

test('what is common elsewhere is found where it was said once, long ago', async () => {
  const { hits } = await search('harbour', { userId: quiet })
  expect(hits).toHaveLength(ONCE)
})
