import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { connectDatabase } from './client'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

const SAID = 6

let database: TestDatabase
let stage: ConversationStage
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool, lanes } = database
  stage = {
    messages: databaseMessageLog(pool, { lanes }),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
})
afterAll(() => database.drop())

/** A group and a chat of two, with some said in each, and who is in both. */
async function openChats() {
  const { id: group, owner, second, third } = await makeGroup(stage, 3)
  const { conversationId: ofTwo } = await stage.conversations.openDirect(owner, second)
  for (const id of [group, ofTwo]) for (let n = 0; n < SAID; n++) await say(stage, owner, id)
  return { chats: [group, ofTwo], people: [owner, second, third ?? ''] }
}

const readOf = async (userId: string, conversationId: string): Promise<number | undefined> =>
  (await stage.messages.entry(userId, conversationId))?.state.read

const moves = fc.array(fc.record({ person: fc.nat(2), chat: fc.nat(1), read: fc.integer({ min: 1, max: SAID + 1 }) }), {
  minLength: 1,
  maxLength: 12,
})

test('of moves that go together each is answered with what it reached, and the highest stays', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (list) => {
      const { chats, people } = await openChats()
      const asked = list
        .map(({ person, chat, read }) => ({ userId: people[person] ?? '', conversationId: chats[chat] ?? '', read }))
        .filter(({ userId, conversationId }) => userId !== people[2] || conversationId === chats[0])
      const answers = await Promise.all(
        asked.map(({ userId, conversationId, read }) =>
          stage.messages.moveMarks(userId, [{ conversationId, read, seen: read, delivered: read }]),
        ),
      )
      for (const [index, { userId, conversationId, read }] of asked.entries()) {
        const same = asked.filter((one) => one.userId === userId && one.conversationId === conversationId)
        const highest = Math.max(...same.map((one) => one.read))
        const [answer] = answers[index]?.states ?? []
        expect(answer?.conversationId).toBe(conversationId)
        expect(answer?.state.read).toBeGreaterThanOrEqual(read)
        expect(await readOf(userId, conversationId)).toBe(highest)
      }
    }),
    { numRuns: 25 },
  )
})

test('a move that comes in another turn, but soon, is stored with the first', async () => {
  const { chats, people } = await openChats()
  const [conversationId = ''] = chats
  const [, second = '', third = ''] = people
  const move = (userId: string, read: number) =>
    stage.messages.moveMarks(userId, [{ conversationId, delivered: read, read, seen: read }])
  await move(second, 2)
  const alone = await statementsOf(() => move(second, 3))
  const together = await statementsOf(async () => {
    const first = move(second, 4)
    // Immediates come before the timers of the next turn, however slow this machine is.
    await new Promise(setImmediate)
    await Promise.all([first, move(third, 4)])
  })
  expect(together).toBe(alone)
})

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { lanes } = database
  const { query } = lanes
  let count = 0
  lanes.query = ((...given: Parameters<typeof query>) => {
    count++
    return query.apply(lanes, given)
  }) as typeof query
  try {
    await work()
  } finally {
    lanes.query = query
  }
  return count
}

test('moves that wait while the connections are closed are refused, not forgotten', async () => {
  const { chats, people } = await openChats()
  const [group = ''] = chats
  const [, second = '', third = ''] = people
  const closing = connectDatabase(database.url)
  const messages = databaseMessageLog(closing.pool, { lanes: closing.lanes })
  const waiting = [second, third].map((userId) => messages.moveMarks(userId, [{ conversationId: group, read: SAID }]))
  const ended = Promise.allSettled(waiting)
  await closing.close()
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
