import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { RequestStage } from '@/server/application/requests.contract'
import { LIMITS } from '@/server/domain/limits'
import { askFirstInDatabase } from '@/server/testing/ask-first'
import { hold, untilBlocked } from '@/server/testing/blocked'
import { MAX_MEMBERS, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import { createTestDatabase, type TestDatabase } from '@/server/testing/database'
import { findDamage } from '@/server/testing/find-damage'
import { insertUser } from '@/server/testing/insert-user'
import { databaseBlocks } from './blocks'
import { databaseConversations } from './conversations'
import { databaseMessageLog } from './message-log'
import { databaseRequests } from './requests'
import { databaseSearch } from './search'

let database: TestDatabase
let stage: RequestStage
beforeAll(async () => {
  database = await createTestDatabase()
  const { pool } = database
  stage = {
    messages: databaseMessageLog(pool),
    conversations: databaseConversations(pool),
    blocks: databaseBlocks(pool),
    requests: databaseRequests(pool),
    search: databaseSearch(pool),
    askFirst: askFirstInDatabase(pool),
    newUser: () => insertUser(pool),
  }
})
afterAll(async () => {
  expect(await findDamage(database.pool)).toEqual([])
  await database.drop()
})

/** They queue for a row in this order; answers what each came to, an error by its code. */
async function inOrder(table: 'conversations' | 'users', id: string, ...acts: readonly (() => Promise<unknown>)[]) {
  const lock = await hold(database.pool, `SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
  const running: Promise<unknown>[] = []
  for (const act of acts) {
    running.push(act().catch((error: { code: string }) => error.code))
    await untilBlocked(database.pool, running.length)
  }
  await lock.release()
  return Promise.all(running)
}

async function asked() {
  const [ana, bea] = [await stage.newUser(), await stage.newUser()]
  await stage.askFirst(bea, 'chats', true)
  const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
  await say(stage, ana, id)
  return { ana, bea, id }
}

async function invited() {
  const { id, owner } = await makeGroup(stage, 2)
  const bea = await stage.newUser()
  await stage.askFirst(bea, 'groups', true)
  const add = () => stage.conversations.addMembers(owner, id, [bea], MAX_MEMBERS)
  await add()
  return { id, owner, bea, add }
}

const isIn = async (ownerId: UserId, id: ConversationId, userId: UserId) =>
  (await stage.conversations.members(ownerId, id)).some((member) => member.userId === userId && member.active)
const isInvited = async (userId: UserId) => (await stage.requests.invitations(userId)).invitations.length > 0

test('who is added while they decide to be asked is in it or invited, by what comes first', async () => {
  const first = await makeGroup(stage, 2)
  const second = await makeGroup(stage, 2)
  const bea = await stage.newUser()
  await inOrder(
    'users',
    bea,
    () => stage.conversations.addMembers(first.owner, first.id, [bea], MAX_MEMBERS),
    () => stage.askFirst(bea, 'groups', true),
    () => stage.conversations.addMembers(second.owner, second.id, [bea], MAX_MEMBERS),
  )
  expect([await isIn(first.owner, first.id, bea), await isIn(second.owner, second.id, bea)]).toEqual([true, false])
  expect(await isInvited(bea)).toBe(true)
})

test('a chat that is started while somebody decides to be asked is a request or not, by what comes first', async () => {
  const [ana, bea, carl] = [await stage.newUser(), await stage.newUser(), await stage.newUser()]
  const opened: ConversationId[] = []
  const open = (userId: UserId) => async () => {
    opened.push((await stage.conversations.openDirect(userId, bea)).conversationId)
  }
  await inOrder('users', bea, open(ana), () => stage.askFirst(bea, 'chats', true), open(carl))
  const waits = await Promise.all(opened.map(async (id) => (await stage.messages.entry(bea, id)).state.request))
  expect(waits.sort()).toEqual([false, true])
  const { conversationId } = await stage.conversations.openDirect(carl, bea)
  expect((await stage.messages.entry(bea, conversationId)).state.request).toBe(true)
})

test('of accepting a chat and blocking who started it, the block wins whenever it comes', async () => {
  const one = await asked()
  expect(
    await inOrder(
      'conversations',
      one.id,
      () => stage.blocks.block(one.bea, one.ana),
      () => stage.requests.accept(one.bea, one.id),
    ),
  ).toMatchObject([{}, 'not_allowed'])
  const other = await asked()
  await inOrder(
    'conversations',
    other.id,
    () => stage.requests.accept(other.bea, other.id),
    () => stage.blocks.block(other.bea, other.ana),
    () => say(stage, other.ana, other.id),
  )
  const { events } = await stage.messages.page(other.bea, { conversationId: other.id, limit: 9 })
  expect(events.filter(({ kind }) => kind === 'message:posted')).toHaveLength(1)
})

test('what is said while it is refused reaches nobody afterwards; what is said while it is accepted does', async () => {
  const one = await asked()
  const clear = () => stage.conversations.clear(one.bea, one.id)
  await inOrder('conversations', one.id, clear, () => say(stage, one.ana, one.id))
  expect((await stage.messages.overview(one.bea)).entries).toEqual([])
  const other = await asked()
  const results = await inOrder(
    'conversations',
    other.id,
    () => stage.requests.accept(other.bea, other.id),
    () => stage.conversations.clear(other.bea, other.id),
    () => say(stage, other.ana, other.id),
  )
  expect(results[0]).toMatchObject({ state: { request: false } })
  const { entries } = await stage.messages.overview(other.bea)
  expect(entries).toMatchObject([{ state: { request: false, unread: 1 } }])
})

test('of two messages at once, the one that would be one too many is refused', async () => {
  const { ana, id } = await asked()
  for (let sent = 1; sent < LIMITS.requestMessages - 1; sent++) await say(stage, ana, id)
  const send = async () => (await stage.messages.send([newMessage(ana, id)]))[0]?.ok
  const sent = await inOrder('conversations', id, send, send)
  // Either: a message to who is asked first gives up its place in the queue once.
  expect(sent.toSorted()).toEqual([false, true])
})

test('who accepts an invitation twice at once joins once', async () => {
  const { id, owner, bea } = await invited()
  const join = () => stage.requests.join(bea, id, MAX_MEMBERS)
  expect(await inOrder('conversations', id, join, join)).toMatchObject([{ committed: [{}] }, 'not_found'])
  const { entries } = await stage.messages.since(owner, id, 0, 100)
  expect(entries.filter(({ kind }) => kind === 'member:joined')).toHaveLength(1)
})

test('of accepting and taking back, one comes first', async () => {
  const one = await invited()
  const joined = await inOrder(
    'conversations',
    one.id,
    () => stage.requests.takeBack(one.owner, one.id, one.bea),
    () => stage.requests.join(one.bea, one.id, MAX_MEMBERS),
  )
  expect(joined[1]).toBe('not_found')
  expect(await isIn(one.owner, one.id, one.bea)).toBe(false)
  const other = await invited()
  const taken = await inOrder(
    'conversations',
    other.id,
    () => stage.requests.join(other.bea, other.id, MAX_MEMBERS),
    () => stage.requests.takeBack(other.owner, other.id, other.bea),
  )
  expect(taken[1]).toEqual([])
  expect(await isIn(other.owner, other.id, other.bea)).toBe(true)
})

test('who is invited while they block who does so is not, whichever comes first', async () => {
  for (const blockFirst of [true, false]) {
    const { owner, bea, id, add } = await invited()
    await stage.requests.decline(bea, id)
    const block = () => stage.blocks.block(bea, owner)
    const results = await inOrder('users', bea, ...(blockFirst ? [block, add] : [add, block]))
    expect(results.filter((result) => typeof result === 'string')).toEqual([])
    expect(await isInvited(bea)).toBe(false)
    expect(await stage.requests.pending(owner, id)).toEqual([])
  }
})
