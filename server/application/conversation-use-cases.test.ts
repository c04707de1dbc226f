import { beforeEach, describe, expect, test } from 'vitest'
import type { PictureId, UserId } from '@/contracts/ids'
import { digestOf } from '@/server/domain/heads'
import { memoryBlocks } from '@/server/infrastructure/memory/blocks'
import { createMemoryConversations } from '@/server/infrastructure/memory/conversations'
import { addUser, createMemoryWorld } from '@/server/infrastructure/memory/memory-world'
import { createMemoryMessageLog } from '@/server/infrastructure/memory/message-log'
import { createInProcessRelay } from '@/server/infrastructure/relay/in-process'
import { newMessage } from '@/server/testing/conversation-stage'
import type { Actor, Look } from './account-ports'
import { conversationUseCases } from './conversation-use-cases'
import type { Ports } from './ports'
import type { RelayEvent } from './relay-ports'

const actor = (userId: UserId): Actor => ({ userId, sessionId: `9${userId}` })

function open() {
  const world = createMemoryWorld()
  for (const id of ['1', '2', '3']) {
    addUser(world, { id, userName: `u${id}`, fullName: id, about: '', pictureId: null, version: 2 })
  }
  const relay = createInProcessRelay()
  const told: { to: UserId; event: RelayEvent }[] = []
  const subscription = relay.listen(
    (channels, event) => told.push(...channels.map((channel) => ({ to: channel.slice('user.'.length), event }))),
    () => {},
  )
  for (const id of world.users.keys()) subscription.join(`user.${id}`)
  const pictures = new Set<PictureId>()
  const looked: Look[] = []
  const ports = {
    relay,
    messages: createMemoryMessageLog(world),
    conversations: createMemoryConversations(world),
    blocks: memoryBlocks(world),
    users: {
      newer: async (versions: ReadonlyMap<UserId, number>) =>
        [...versions].flatMap(([userId, version]) =>
          (world.users.get(userId)?.profile.version ?? 0) > version ? [userId] : [],
        ),
      profiles: async (looks: Look[]) =>
        looks.flatMap((look) => {
          looked.push(look)
          const profile = world.users.get(look.userId)?.profile
          return profile === undefined ? [] : [{ ...look, profile }]
        }),
    },
    privacy: { allowed: async (_topic: string, _ownerId: UserId, viewerIds: UserId[]) => viewerIds },
    pictures: {
      put: async ({ id }: { id: PictureId }) => void pictures.add(id),
      release: async (id: PictureId) => void pictures.delete(id),
    },
    pictureEncoder: { encode: async (bytes: Uint8Array) => bytes },
  } as unknown as Ports
  return { useCases: conversationUseCases(ports, { groupMembers: 5 }), told, pictures, looked, blocks: ports.blocks }
}

describe('telling others of what was committed', () => {
  let { useCases, told, pictures, looked, blocks } = open()
  let conversationId: string
  const ana = actor('1')
  const bea = actor('2')
  const cleo = actor('3')
  const message = () => newMessage(ana.userId, conversationId)
  const names = () => told.map(({ to, event }) => `${event.name} to ${to}`)

  beforeEach(async () => {
    ;({ useCases, told, pictures, looked, blocks } = open())
    ;({ conversationId } = await useCases.createGroup(ana, { name: 'Hiking', userIds: ['2', '3'] }))
    told.length = 0
  })

  test('a message goes to everybody in it, the sender’s own devices too; a retry to nobody', async () => {
    const input = message()
    const sent = await useCases.sendMessage(ana, input)
    expect(names()).toEqual(['message:posted to 1', 'message:posted to 2', 'message:posted to 3'])
    told.length = 0
    expect(await useCases.sendMessage(ana, input)).toEqual(sent)
    expect(told).toEqual([])
  })

  test('what is refused is told to nobody', async () => {
    await useCases.leaveGroup(cleo, conversationId)
    told.length = 0
    await expect(useCases.sendMessage(cleo, message())).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(useCases.startTyping(cleo, conversationId)).rejects.toMatchObject({ code: 'not_found' })
    expect(told).toEqual([])
  })

  test('the one who is removed is told that, and nothing more', async () => {
    await useCases.removeMember(ana, { conversationId, userId: '3' })
    expect(names()).toEqual(['log:appended to 1', 'log:appended to 2', 'log:appended to 3'])
    told.length = 0
    await useCases.sendMessage(ana, message())
    expect(names()).toEqual(['message:posted to 1', 'message:posted to 2'])
  })

  test('a moved mark goes to the senders it covers and to the mover’s own devices', async () => {
    const { places } = await useCases.sendMessage(ana, message())
    const seq = places[0]?.seq ?? 0
    told.length = 0
    const { states } = await useCases.moveMarks(bea, { moves: [{ conversationId, delivered: seq, read: seq }] })
    expect(names()).toEqual(['receipts:moved to 1', 'state:changed to 2'])
    expect(told[1]?.event.payload).toEqual(states[0])
  })

  test('who blocks the sender is told to skip what they say, and who blocks the actor is not added', async () => {
    const { conversationId: direct } = await useCases.openDirect(ana, bea.userId)
    await blocks.block(bea.userId, ana.userId)
    told.length = 0
    await useCases.sendMessage(ana, newMessage(ana.userId, direct, 'Planted'))
    expect(names()).toEqual([`message:posted to ${ana.userId}`, `log:appended to ${bea.userId}`])
    const theirs = told.filter(({ to }) => to === bea.userId)
    expect(JSON.stringify(theirs)).not.toContain('Planted')
    const group = { name: 'Hiking', userIds: [bea.userId, cleo.userId] }
    const made = await useCases.createGroup(ana, group)
    expect(made.notAdded).toEqual([bea.userId])
    const more = { conversationId: made.conversationId, userIds: [bea.userId] }
    expect(await useCases.addMembers(ana, more)).toEqual({ invited: [], notAdded: [bea.userId] })
    await expect(useCases.createGroup(ana, { ...group, userIds: [bea.userId] })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  test('typing goes to the others, settings of my own to me', async () => {
    await useCases.startTyping(bea, conversationId)
    await useCases.setPrivateState(bea, { conversationId, pinned: true })
    expect(names()).toEqual(['typing:started to 1', 'typing:started to 3', 'state:changed to 2'])
  })

  test('both sides are told of a direct chat when it is made, and not when it is opened again', async () => {
    await useCases.openDirect(bea, '3')
    expect(names()).toEqual(['log:appended to 2', 'log:appended to 3'])
    told.length = 0
    await useCases.openDirect(cleo, '2')
    expect(told).toEqual([])
  })

  test('a group’s new picture takes the place of the old one; one that was refused is not kept', async () => {
    const picture = (text: string) => Buffer.from(text).toString('base64')
    await useCases.changeGroup(ana, { conversationId, picture: picture('first') })
    const [first] = pictures
    await useCases.changeGroup(ana, { conversationId, picture: picture('second') })
    expect(pictures.size).toBe(1)
    expect(pictures.has(first ?? '')).toBe(false)
    await expect(useCases.changeGroup(bea, { conversationId, picture: picture('third') })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    expect(pictures.size).toBe(1)
    await useCases.changeGroup(ana, { conversationId, picture: null })
    expect(pictures.size).toBe(0)
  })

  test('a group’s name can not be invisible', async () => {
    await expect(useCases.changeGroup(ana, { conversationId, name: '\u200B' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('comparing heads answers each: nothing when the digest is the same, else everything', async () => {
    const [before] = await useCases.compareHeads([{ actor: ana, input: { digest: '', people: [['2', 1]] } }])
    expect(before).toMatchObject({ same: false, heads: [{ conversationId, lastSeq: 1 }], profiles: [{ id: '2' }] })
    if (before === undefined || before.same) return
    const digest = digestOf(before.heads, before.privateVersion)
    const compare = () =>
      useCases.compareHeads([ana, bea].map((actor) => ({ actor, input: { digest, people: [['2', 2]] } })))
    expect(await compare()).toEqual([
      { same: true, profiles: [], now: expect.any(String) },
      { same: true, profiles: [], now: expect.any(String) },
    ])
    await useCases.setPrivateState(bea, { conversationId, archived: true })
    expect((await compare()).map(({ same }) => same)).toEqual([true, false])
  })

  test('comparing heads answers each with the profiles that are newer than what they have, and looks at no others', async () => {
    const compared = await useCases.compareHeads([
      {
        actor: ana,
        input: {
          digest: '',
          people: [
            ['2', 1],
            ['3', 2],
          ],
        },
      },
      {
        actor: bea,
        input: {
          digest: '',
          people: [
            ['2', 2],
            ['3', 2],
          ],
        },
      },
      { actor: cleo, input: { digest: '', people: [] } },
    ])
    expect(compared.map(({ profiles }) => profiles.map(({ id }) => id))).toEqual([['2'], [], []])
    expect(new Set(looked.map(({ userId }) => userId))).toEqual(new Set(['2']))
  })
})
