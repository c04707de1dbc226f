import { beforeEach, expect, test } from 'vitest'
import { memoryAccounts } from '../infrastructure/memory/accounts'
import { createMemoryConversations } from '../infrastructure/memory/conversations'
import { addUser, createMemoryWorld } from '../infrastructure/memory/memory-world'
import { createMemoryMessageLog } from '../infrastructure/memory/message-log'
import { memoryReports } from '../infrastructure/memory/reports'
import { memoryUsers } from '../infrastructure/memory/users'
import { say } from '../testing/conversation-stage'
import { newUser, OPEN_DOOR } from './accounts.contract'
import { reportPerson } from './report-person'

const [ANA, BEA, CARL] = ['1', '2', '3']

async function open() {
  const accounts = memoryAccounts()
  const world = createMemoryWorld()
  for (const name of ['ana', 'bea', 'carl']) {
    const { profile } = await memoryUsers(accounts).create(newUser(name), OPEN_DOOR)
    addUser(world, profile)
  }
  const messages = createMemoryMessageLog(world)
  const conversations = createMemoryConversations(world)
  const reports = memoryReports(accounts)
  const { conversationId } = await conversations.openDirect(ANA, BEA)
  const stage = { messages, conversations, newUser: async () => '' }
  const report = reportPerson({ messages, reports })
  return {
    conversationId,
    messages,
    reports,
    report,
    say: (by: string, text: string) => say(stage, by, conversationId, text),
  }
}

let at: Awaited<ReturnType<typeof open>>
beforeEach(async () => {
  at = await open()
})
const about = (seqs: readonly number[], note = '', userId = BEA) => ({
  userId,
  conversationId: at.conversationId,
  seqs: [...seqs],
  note,
})

test('copies what the reporter sees, oldest first, and outlives the message', async () => {
  const first = await at.say(BEA, 'One')
  const second = await at.say(ANA, 'Two')
  await at.report({ userId: ANA }, about([second, first, first], 'Look'))
  await at.messages.change(BEA, at.conversationId, first, { kind: 'message:deleted' })
  const [report] = await at.reports.list(10)
  expect(report?.messages.map(({ text, senderId }) => [text, senderId])).toEqual([
    ['One', BEA],
    ['Two', ANA],
  ])
})

test('nobody reports what they may not see, nor others by their own words alone', async () => {
  const mine = await at.say(ANA, 'Mine')
  const hers = await at.say(BEA, 'Hers')
  await expect(at.report({ userId: CARL }, about([hers]))).rejects.toMatchObject({ code: 'not_found' })
  await expect(at.report({ userId: ANA }, about([hers, 99]))).rejects.toMatchObject({ code: 'not_found' })
  await expect(at.report({ userId: ANA }, about([mine]))).rejects.toMatchObject({ code: 'invalid' })
  expect(await at.reports.list(10)).toEqual([])
})

test('takes messages or a note, and not about oneself', async () => {
  await expect(at.report({ userId: ANA }, about([]))).rejects.toMatchObject({ code: 'invalid' })
  await expect(at.report({ userId: ANA }, about([], 'Me', ANA))).rejects.toMatchObject({ code: 'invalid' })
  await at.report({ userId: ANA }, about([], 'Rude'))
  expect(await at.reports.list(10)).toHaveLength(1)
})
