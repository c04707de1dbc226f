import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PlaceMoreInput } from '@/contracts/inputs'
import { holdConversation, untilBlocked } from '@/server/testing/blocked'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

let database: TestDatabase
let stage: ConversationStage
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    newUser: () => insertUser(pool),
  }
})
afterAll(async () => {
  const damage = await findDamage(database.pool)
  await database.drop()
  expect(damage).toEqual([])
})

/** A message in a group, and two more groups of the same people. */
async function make() {
  const group = await makeGroup(stage, 3)
  const { owner, second } = group
  const seq = await say(stage, owner, group.id)
  const other = async () => {
    const input = { name: 'Lake', userIds: [second], pictureId: null, maxMembers: 9 }
    return (await stage.conversations.createGroup(owner, input)).conversationId
  }
  const place = (...places: PlaceMoreInput['places']) => outcome(stage.messages.place(owner, group.id, seq, places))
  return { ...group, seq, lake: await other(), town: await other(), place }
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code as string,
  )

/** They wait for the conversation's lock, in this order, on connections of their own. */
async function race(id: string, works: readonly (() => Promise<string>)[]) {
  const lock = await holdConversation(database.pool, id)
  const running: Promise<string>[] = []
  for (const work of works) {
    running.push(work())
    await untilBlocked(database.pool, running.length)
  }
  await lock.release()
  return Promise.all(running)
}

const linesOf = async (userId: string, conversationId: string) =>
  (await stage.messages.page(userId, { conversationId, limit: 100 })).events
const placesIn = async (userId: string, id: string, seq: number) => {
  const event = (await linesOf(userId, id)).find((one) => one.seq === seq)
  return event?.kind === 'message:posted' ? event.message.places.map(({ conversationId }) => conversationId) : []
}

test('placing against its sender’s deletion leaves nothing to read, whichever comes first', async () => {
  for (const deletionFirst of [true, false]) {
    const { id, owner, second, seq, lake, place } = await make()
    const works = [
      () => outcome(stage.messages.change(owner, id, seq, { kind: 'message:deleted' })),
      () => place({ conversationId: lake }),
    ]
    expect(await race(id, deletionFirst ? works : works.reverse())).toEqual(
      deletionFirst ? ['done', 'gone'] : ['done', 'done'],
    )
    const there = (await linesOf(second, lake)).filter(({ kind }) => kind === 'message:posted')
    expect(there).toMatchObject(deletionFirst ? [] : [{ message: { text: '', deleted: { by: owner } } }])
  }
})

test('a deletion that waited for the new place alone counts there, too', async () => {
  const { id, owner, second, seq, lake, place } = await make()
  const lock = await holdConversation(database.pool, lake)
  const placing = place({ conversationId: lake })
  await untilBlocked(database.pool, 1)
  const deletion = outcome(stage.messages.change(owner, id, seq, { kind: 'message:deleted' }))
  await untilBlocked(database.pool, 2)
  await lock.release()
  expect([await placing, await deletion]).toEqual(['done', 'done'])
  expect((await linesOf(second, lake)).at(-1)).toMatchObject({ message: { text: '', deleted: { by: owner } } })
})

test('the same placing twice at once is one place, also where a chat is opened for it', async () => {
  for (const chat of [false, true]) {
    const { id, owner, seq, lake } = await make()
    const emil = await insertUser(database.pool)
    const places = chat ? [{ userId: emil }] : [{ conversationId: lake }]
    const results: Awaited<ReturnType<ConversationStage['messages']['place']>>[] = []
    const once = () => outcome(stage.messages.place(owner, id, seq, places).then((result) => results.push(result)))
    expect(await race(id, [once, once])).toEqual(['done', 'done'])
    expect(results.map(({ committed }) => committed !== undefined).sort()).toEqual([false, true])
    expect(results[0]?.placed).toEqual(results[1]?.placed)
    const there = results[0]?.placed.places.find(({ conversationId }) => conversationId !== id)
    const lines = await linesOf(owner, there?.conversationId ?? '')
    expect(lines.filter(({ kind }) => kind === 'message:posted')).toHaveLength(1)
    expect(await say(stage, owner, id)).toBe(seq + 2)
  }
})

test('different places at once are all had, and each old one is told of each new one', async () => {
  const { id, second, seq, lake, town, place } = await make()
  const works = [lake, town].map((conversationId) => () => place({ conversationId }))
  expect(await race(id, works)).toEqual(['done', 'done'])
  for (const [conversationId, at] of [
    [id, seq],
    [lake, 2],
    [town, 2],
  ] as const) {
    expect(await placesIn(second, conversationId, at)).toEqual([id, lake, town])
  }
  const kinds = async (conversationId: string) =>
    (await stage.messages.since(second, conversationId, 1, 9)).entries.map(({ kind }) => kind)
  expect(await kinds(id)).toEqual(['message:posted', 'message:placed', 'message:placed'])
  expect(await kinds(lake)).toEqual(['message:posted', 'message:placed'])
  expect(await kinds(town)).toEqual(['message:posted'])
})

test('placing that waited for its sender’s removal from the new place is refused, and takes no seq anywhere', async () => {
  const { id, owner, second, seq, lake, place } = await make()
  await stage.conversations.setRole(owner, lake, second, 'owner')
  const removal = () => outcome(stage.conversations.removeMember(second, lake, owner))
  expect(await race(lake, [removal, () => place({ conversationId: lake })])).toEqual(['done', 'not_allowed'])
  expect(await say(stage, owner, id)).toBe(seq + 1)
})

test('placing crosswise does not wait for each other for ever', async () => {
  const { owner, second, lake, town } = await make()
  const [inLake, inTown] = [await say(stage, owner, lake), await say(stage, second, town)]
  const works = [
    () => outcome(stage.messages.place(owner, lake, inLake, [{ conversationId: town }])),
    () => outcome(stage.messages.place(second, town, inTown, [{ conversationId: lake }])),
  ]
  expect(await race(lake, works)).toEqual(['done', 'done'])
  expect(await placesIn(second, lake, 4)).toEqual([lake, town])
})
