import { expect, it } from 'vitest'
import { createMemoryConversations } from '@/server/infrastructure/memory/conversations'
import { addUser, createMemoryWorld } from '@/server/infrastructure/memory/memory-world'
import { createMemoryMessageLog } from '@/server/infrastructure/memory/message-log'
import { newMessage } from '@/server/testing/conversation-stage'
import { placeMessage } from './place-message'
import type { RelayEvent } from './relay-ports'

/** Ana's message to Bea and Carl; what each is told from then on. */
async function make() {
  const world = createMemoryWorld()
  for (const id of ['1', '2', '3', '4']) {
    addUser(world, { id, userName: id, fullName: id, about: '', pictureId: null, version: 1 })
  }
  const [messages, conversations] = [createMemoryMessageLog(world), createMemoryConversations(world)]
  const group = async (userIds: string[]) => {
    const input = { name: 'Group', userIds, pictureId: null, maxMembers: 9 }
    return (await conversations.createGroup('1', input)).conversationId
  }
  const id = await group(['2', '3'])
  await messages.send([newMessage('1', id)])
  const told: [string, string][] = []
  const publish = (channels: readonly string[], { name }: RelayEvent) =>
    void told.push(...channels.map((channel): [string, string] => [channel, name]))
  const flushed: string[] = []
  const relay = { publish, flush: async () => void flushed.push('flushed') }
  const place = placeMessage({ messages, relay } as never)
  return { id, group, place, told, flushed }
}

it('tells who has it already by the log, and who has not once, before it answers', async () => {
  const { id, group, place, told, flushed } = await make()
  const [lake, town] = [await group(['2', '4']), await group(['4'])]
  const places = [{ conversationId: lake }, { conversationId: town }]
  await place({ userId: '1' }, { conversationId: id, seq: 2, places })
  const toldTo = (userId: string) => told.filter(([channel]) => channel === `user.${userId}`).map(([, name]) => name)
  expect(toldTo('1')).toEqual(['log:appended', 'log:appended', 'log:appended'])
  expect(toldTo('2')).toEqual(['log:appended', 'log:appended'])
  expect(toldTo('3')).toEqual(['log:appended'])
  expect(toldTo('4')).toEqual(['message:posted'])
  expect(flushed).toHaveLength(1)
})

it('tells nobody of what was so before, and refuses a chat with oneself', async () => {
  const { id, place, told, flushed } = await make()
  await place({ userId: '1' }, { conversationId: id, seq: 2, places: [{ conversationId: id }] })
  const oneself = place({ userId: '1' }, { conversationId: id, seq: 2, places: [{ userId: '1' }] })
  await expect(oneself).rejects.toMatchObject({ code: 'invalid' })
  expect({ told, flushed }).toEqual({ told: [], flushed: [] })
})
