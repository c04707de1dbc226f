import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlockStage } from '@/server/application/blocks.contract'
import { pairKeyOf } from '@/server/domain/pair'
import { hold, holdConversation, untilBlocked } from '@/server/testing/blocked'
import { newMessage, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { databaseBlocks } from './blocks'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'

let database: TestDatabase
let stage: BlockStage
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    blocks: databaseBlocks(pool),
    newUser: () => insertUser(pool),
  }
})
afterAll(async () => {
  expect(await findDamage(database.pool)).toEqual([])
  await database.drop()
})

async function twoPeople() {
  const [ana, bea] = [await stage.newUser(), await stage.newUser()]
  return { ana, bea }
}

/** They queue for the chat's row in this order. */
async function inOrder(id: string, ...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const lock = await holdConversation(database.pool, id)
  const running: Promise<unknown>[] = []
  for (const act of acts) {
    running.push(act())
    await untilBlocked(database.pool, running.length)
  }
  await lock.release()
  await Promise.all(running)
}

const seqsOf = async (userId: string, conversationId: string) =>
  (await stage.messages.page(userId, { conversationId, limit: 10 })).events.map(({ seq }) => seq)

// Two at a time: of three, the second and the third begin anew when the first has changed the row, in any order.
test('what waited for a block is not seen; what a block waited for is', async () => {
  const { ana, bea } = await twoPeople()
  const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
  const speak = () => say(stage, ana, id)
  const block = () => stage.blocks.block(bea, ana)
  const unblock = () => stage.blocks.unblock(bea, ana)
  await inOrder(id, speak, block)
  expect(await seqsOf(bea, id)).toEqual([1, 2])
  await unblock()
  await inOrder(id, block, speak)
  expect(await seqsOf(ana, id)).toEqual([1, 2, 3])
  expect(await seqsOf(bea, id)).toEqual([1, 2])
  await speak()
  await unblock()
  expect(await seqsOf(bea, id)).toEqual([1, 2])
  await block()
  await inOrder(id, unblock, speak)
  expect(await seqsOf(bea, id)).toEqual([1, 2, 5])
})

test('a reaction that waited for a block is not seen, and who blocks can’t write any more', async () => {
  const { ana, bea } = await twoPeople()
  const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
  const seq = await say(stage, bea, id)
  let refused: unknown
  await inOrder(
    id,
    () => stage.blocks.block(bea, ana),
    () => stage.messages.change(ana, id, seq, { kind: 'message:reacted', emoji: '👍' }),
    () =>
      say(stage, bea, id).catch((error: { code: string }) => {
        refused = error.code
      }),
  )
  const { events } = await stage.messages.page(bea, { conversationId: id, limit: 10 })
  expect(events.at(-1)).toMatchObject({ message: { reactions: [] } })
  expect(refused).toBe('not_allowed')
})

for (const first of ['block', 'chat'] as const) {
  test(`a chat that is opened while one blocks the other: the ${first} comes first`, async () => {
    const { ana, bea } = await twoPeople()
    const lock = await hold(database.pool, "SELECT pg_advisory_xact_lock(hashtextextended('pair ' || $1, 0))", [
      pairKeyOf(ana, bea),
    ])
    const acts = [
      () => stage.blocks.block(bea, ana),
      () => stage.messages.send([{ ...newMessage(ana, ''), places: [{ userId: bea }] }]),
    ]
    const running: Promise<unknown>[] = []
    for (const act of first === 'block' ? acts : acts.toReversed()) {
      running.push(act())
      await untilBlocked(database.pool, running.length)
    }
    await lock.release()
    await Promise.all(running)
    const { entries } = await stage.messages.overview(bea)
    expect(entries.map(({ lastEvent }) => lastEvent?.seq)).toEqual(first === 'block' ? [] : [2])
    expect((await stage.messages.overview(ana)).entries).toHaveLength(1)
  })
}

test('two people who block each other at the same time both do', async () => {
  const { ana, bea } = await twoPeople()
  const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
  await inOrder(
    id,
    () => stage.blocks.block(bea, ana),
    () => stage.blocks.block(ana, bea),
  )
  for (const who of [ana, bea]) await expect(say(stage, who, id)).rejects.toMatchObject({ code: 'not_allowed' })
})

for (const first of ['block', 'adding'] as const) {
  test(`somebody blocks who is just adding them to a group: the ${first} comes first`, async () => {
    const { ana, bea } = await twoPeople()
    const carl = await stage.newUser()
    const group = { name: 'Hiking', userIds: [carl], pictureId: null, maxMembers: 5 }
    const { conversationId: id } = await stage.conversations.createGroup(ana, group)
    const lock = await hold(database.pool, "SELECT pg_advisory_xact_lock(hashtextextended('pair ' || $1, 0))", [
      pairKeyOf(ana, bea),
    ])
    const acts = [() => stage.blocks.block(bea, ana), () => stage.conversations.addMembers(ana, id, [bea], 5)]
    const running: Promise<unknown>[] = []
    for (const act of first === 'block' ? acts : acts.toReversed()) {
      running.push(act())
      await untilBlocked(database.pool, running.length)
    }
    await lock.release()
    await Promise.all(running)
    const members = (await stage.conversations.members(ana, id)).map(({ userId }) => userId)
    expect(members).toHaveLength(first === 'block' ? 2 : 3)
    expect(members.includes(bea)).toBe(first === 'adding')
  })
}
