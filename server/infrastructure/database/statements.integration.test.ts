import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

let database: TestDatabase
let queries = 0
beforeAll(async () => {
  database = await createTestDatabase()
  database.pool.on('connect', count)
})
afterAll(() => database.drop())

function count(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((...args: unknown[]) => {
    queries += 1
    return query(...args)
  }) as typeof client.query
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  queries = 0
  await work()
  return queries
}

test('every operation takes the statements it is meant to, however much it is about', async () => {
  const { pool } = database
  const messages = databaseMessageLog(pool)
  const conversations = databaseConversations(pool)
  const stage = { messages, conversations, newUser: () => insertUser(pool) }
  const { id, owner, second, third } = await makeGroup(stage, 3)
  const { id: other } = await makeGroup(stage, 2)
  await say(stage, owner, id)
  const sends = (n: number) => Array.from({ length: n }, () => newMessage(owner, id))
  const { conversationId: ofTwo } = await conversations.openDirect(third, second)
  await say(stage, third, ofTwo)
  const marks = [{ conversationId: id, delivered: 3, read: 3, seen: 3 }]

  const statements = {
    send: await statementsOf(() => messages.send(sends(1))),
    sendList: await statementsOf(() => messages.send(sends(100))),
    sendListWithRefused: await statementsOf(() => messages.send([...sends(100), newMessage(owner, other)])),
    page: await statementsOf(() => messages.page(second, { conversationId: id, limit: 50 })),
    pageAround: await statementsOf(() => messages.page(second, { conversationId: id, around: 40, limit: 50 })),
    since: await statementsOf(() => messages.since(second, id, 190, 500)),
    sinceLong: await statementsOf(() => messages.since(second, id, 0, 500)),
    edit: await statementsOf(() =>
      messages.change(owner, id, 2, { kind: 'message:edited', text: 'Better', mentions: [] }),
    ),
    editAgain: await statementsOf(() =>
      messages.change(owner, id, 2, { kind: 'message:edited', text: 'Better', mentions: [] }),
    ),
    quotes: await statementsOf(() => messages.quotes(second, id, [2, 3])),
    versions: await statementsOf(() => messages.versions(second, id, 2)),
    setOwn: await statementsOf(() => messages.setOwn(second, { conversationId: id, seqs: [2, 3], starred: true })),
    ownSince: await statementsOf(() => messages.ownSince(second, id, 0)),
    starred: await statementsOf(() => messages.starred(second, { limit: 30 })),
    moveMarks: await statementsOf(() => messages.moveMarks(second, marks)),
    moveMarksAgain: await statementsOf(() => messages.moveMarks(third, marks)),
    moveMarksOfTwo: await statementsOf(() => messages.moveMarks(second, [{ ...marks[0], conversationId: ofTwo }])),
    info: await statementsOf(() => messages.info(owner, id, 2)),
    overview: await statementsOf(() => messages.overview(owner)),
    overviewFirst: await statementsOf(() => messages.overview(owner, 50)),
    entry: await statementsOf(() => messages.entry(owner, id)),
    heads: await statementsOf(() => messages.heads(new Map([owner, second, third].map((userId) => [userId, ''])))),
    openDirect: await statementsOf(() => conversations.openDirect(owner, second)),
    openDirectAgain: await statementsOf(() => conversations.openDirect(owner, second)),
    change: await statementsOf(() => conversations.change(owner, id, { name: 'Peaks', pastOpen: true })),
    removeMember: await statementsOf(() => conversations.removeMember(owner, id, third)),
    members: await statementsOf(() => conversations.members(owner, id)),
    others: await statementsOf(() => conversations.others(owner, id)),
    setPrivateState: await statementsOf(() =>
      conversations.setPrivateState(owner, { conversationId: id, pinned: true }),
    ),
  }

  expect(statements).toEqual({
    // The lock and the statement, as one.
    send: 1,
    sendList: 1,
    // For whatever isn't a new text to a chat that takes it, BEGIN, the lock, the statement and COMMIT besides.
    sendListWithRefused: 5,
    page: 1,
    pageAround: 1,
    since: 1,
    // With others; and as it was too much for that, alone.
    sinceLong: 2,
    // BEGIN, the lock, what there is, what becomes of it, the event with those who see it, COMMIT.
    edit: 6,
    editAgain: 4,
    quotes: 1,
    versions: 1,
    setOwn: 2,
    ownSince: 1,
    starred: 1,
    // The first time, whether it is a chat of two; the moves, and with a snapshot from after them the receipts.
    moveMarks: 3,
    moveMarksAgain: 2,
    moveMarksOfTwo: 1,
    info: 1,
    overview: 1,
    overviewFirst: 1,
    entry: 1,
    // How they are marked, and of those that have changed, the heads.
    heads: 2,
    // What there is, BEGIN, the pair's lock, that of the other's settings, whether one blocks the other, whether the other
    // lets them in, the statement, that nothing is asked any more, COMMIT.
    openDirect: 9,
    openDirectAgain: 1,
    change: 5,
    // And the receipts, after the commit.
    removeMember: 6,
    members: 1,
    others: 1,
    setPrivateState: 1,
  })
})
