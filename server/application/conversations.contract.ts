import { describe, expect, test } from 'vitest'
import type { ConversationId, UserId } from '@/contracts/ids'
import { type ConversationStage, MAX_MEMBERS, makeGroup, say } from '@/server/testing/conversation-stage'
import type { ConversationChange } from './log-ports'

const STRANGE_ID = '999999999'

const kinds = ({ committed }: ConversationChange) => committed.map(({ event }) => event.kind)
const refused = (code: string) => expect.objectContaining({ code })

export function describeConversations(name: string, open: () => Promise<ConversationStage>): void {
  const roles = async ({ conversations }: ConversationStage, userId: UserId, id: ConversationId) =>
    new Map((await conversations.members(userId, id)).filter((m) => m.active).map((m) => [m.userId, m.role]))

  describe(`Conversations of ${name}: direct`, () => {
    test('there is one per pair, whoever opens it, and both are told', async () => {
      const stage = await open()
      const [one, other] = [await stage.newUser(), await stage.newUser()]
      const { conversationId, created, committed } = await stage.conversations.openDirect(other, one)
      expect(created).toBe(true)
      expect(committed.map(({ recipients }) => [...recipients].sort())).toEqual([[one, other].sort()])
      expect(committed[0]?.event).toMatchObject({
        kind: 'conversation:created',
        seq: 1,
        conversation: { id: conversationId, kind: 'direct', pair: [one, other], name: null, changedSeq: 1 },
      })
      expect(await stage.conversations.openDirect(one, other)).toEqual({
        conversationId,
        created: false,
        committed: [],
        receipts: [],
      })
    })

    test('not with oneself, and not with nobody', async () => {
      const { conversations, newUser } = await open()
      const me = await newUser()
      await expect(conversations.openDirect(me, me)).rejects.toEqual(refused('invalid'))
      await expect(conversations.openDirect(me, STRANGE_ID)).rejects.toEqual(refused('not_found'))
    })

    test('what is a group’s can not be done to it', async () => {
      const { conversations, newUser } = await open()
      const [one, other, third] = [await newUser(), await newUser(), await newUser()]
      const { conversationId: id } = await conversations.openDirect(one, other)
      const notAllowed = refused('not_allowed')
      await expect(conversations.addMembers(one, id, [third], 9)).rejects.toEqual(notAllowed)
      await expect(conversations.removeMember(one, id, one)).rejects.toEqual(notAllowed)
      await expect(conversations.change(one, id, { name: 'Ours' })).rejects.toEqual(notAllowed)
      await expect(conversations.setRole(one, id, other, 'admin')).rejects.toEqual(notAllowed)
    })
  })

  describe(`Conversations of ${name}: founding a group`, () => {
    test('it starts with at least two and at most so many, all of them known', async () => {
      const { conversations, newUser } = await open()
      const owner = await newUser()
      const found = (userIds: string[]) =>
        conversations.createGroup(owner, { name: 'G', userIds, pictureId: null, maxMembers: 2 })
      await expect(found([])).rejects.toEqual(refused('invalid'))
      await expect(found([owner, owner])).rejects.toEqual(refused('invalid'))
      await expect(found([STRANGE_ID])).rejects.toEqual(refused('not_found'))
      const other = await newUser()
      await expect(found([other, await newUser()])).rejects.toEqual(refused('full'))
      const group = await found([other, other, owner])
      expect(await roles({ conversations } as ConversationStage, other, group.conversationId)).toEqual(
        new Map([
          [owner, 'owner'],
          [other, 'member'],
        ]),
      )
    })

    test('nothing in it is unread to its first members', async () => {
      const stage = await open()
      const { id, second } = await makeGroup(stage, 2)
      expect(await stage.messages.entry(second, id)).toMatchObject({
        delivered: 1,
        state: { read: 1, unread: 0 },
        lastEvent: { kind: 'conversation:created' },
      })
    })
  })

  describe(`Conversations of ${name}: who is in it`, () => {
    test('each who is added has an event, and sees from there on', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const [b, c] = [await stage.newUser(), await stage.newUser()]
      const change = await stage.conversations.addMembers(owner, id, [b, second, c, b], MAX_MEMBERS)
      expect(change.committed.map(({ event, recipients }) => [event.seq, recipients.length])).toEqual([
        [2, 3],
        [3, 4],
      ])
      expect(change.committed[0]?.event).toMatchObject({
        kind: 'member:joined',
        actorId: owner,
        member: { userId: b, role: 'member', active: true, joinedSeq: 2, changedSeq: 2 },
      })
      const again = await stage.conversations.addMembers(owner, id, [b], MAX_MEMBERS)
      expect(again).toEqual({ committed: [], receipts: [], concerned: [], invited: [], notAdded: [] })
    })

    test('with the past open, who is added sees all of it, and it is not unread', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      await say(stage, owner, id)
      await stage.conversations.change(owner, id, { pastOpen: true })
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], MAX_MEMBERS)
      const { events } = await stage.messages.page(late, { conversationId: id, limit: 9 })
      expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
      expect((await stage.messages.entry(late, id)).state.unread).toBe(0)
    })

    test('no more than there is room for, and nobody of unknown ids', async () => {
      const stage = await open()
      const { id, owner, people } = await makeGroup(stage, 4)
      const more = [await stage.newUser(), await stage.newUser()]
      const add = (userIds: string[]) => stage.conversations.addMembers(owner, id, userIds, MAX_MEMBERS)
      await expect(add(more)).rejects.toEqual(refused('full'))
      await expect(add([STRANGE_ID])).rejects.toEqual(refused('not_found'))
      expect((await stage.conversations.members(owner, id)).length).toBe(people.length)
      expect(kinds(await add(more.slice(1)))).toEqual(['member:joined'])
    })

    test('the one who is removed sees that, and comes back to a second stay', async () => {
      const stage = await open()
      const { id, owner, third } = await makeGroup(stage, 3)
      const removal = await stage.conversations.removeMember(owner, id, third)
      expect(removal.committed[0]).toMatchObject({
        event: { kind: 'member:left', actorId: owner, member: { userId: third, active: false, changedSeq: 2 } },
        recipients: expect.arrayContaining([third]),
      })
      await say(stage, owner, id)
      await stage.conversations.addMembers(owner, id, [third], MAX_MEMBERS)
      expect(await stage.messages.entry(third, id)).toMatchObject({
        member: { active: true, joinedSeq: 4, changedSeq: 4, role: 'member' },
        delivered: 4,
        lastSeq: 4,
        state: { read: 4, unread: 0 },
      })
    })

    test('the others are the active ones, for those in it', async () => {
      const { conversations, ...stage } = await open()
      const { id, owner, second, third } = await makeGroup({ conversations, ...stage }, 3)
      await conversations.removeMember(owner, id, third)
      expect(await conversations.others(owner, id)).toEqual([second])
      await expect(conversations.others(third, id)).rejects.toEqual(refused('not_found'))
    })

    test('members are those whom one’s stay shows', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await stage.conversations.removeMember(owner, id, third)
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], MAX_MEMBERS)
      const shown = async (userId: UserId) =>
        (await stage.conversations.members(userId, id)).map((member) => member.userId).sort()
      expect(await shown(second)).toEqual([owner, second, third, late].sort())
      expect(await shown(late)).toEqual([owner, second, late].sort())
      expect(await shown(third)).toEqual([owner, second, third].sort())
    })
  })

  describe(`Conversations of ${name}: roles`, () => {
    test('plain members change nothing, admins all but roles, and not the owner', async () => {
      const stage = await open()
      const { id, owner, second, third, people } = await makeGroup(stage, 4)
      const { conversations } = stage
      const fourth = people[3] ?? ''
      const notAllowed = refused('not_allowed')
      for (const attempt of [
        () => conversations.change(second, id, { name: 'Mine' }),
        () => conversations.addMembers(second, id, [fourth], 9),
        () => conversations.removeMember(second, id, third),
        () => conversations.setRole(second, id, second, 'owner'),
      ]) {
        await expect(attempt()).rejects.toEqual(notAllowed)
      }
      await conversations.setRole(owner, id, second, 'admin')
      expect(kinds(await conversations.change(second, id, { name: 'Ours' }))).toEqual(['conversation:renamed'])
      await conversations.setRole(second, id, third, 'admin')
      for (const attempt of [
        () => conversations.removeMember(second, id, owner),
        () => conversations.removeMember(second, id, third),
        () => conversations.setRole(second, id, third, 'member'),
        () => conversations.setRole(second, id, third, 'owner'),
        () => conversations.setRole(owner, id, owner, 'member'),
      ]) {
        await expect(attempt()).rejects.toEqual(notAllowed)
      }
      expect(kinds(await conversations.removeMember(second, id, fourth))).toEqual(['member:left'])
    })

    test('handing over makes the giver an admin', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      expect(kinds(await stage.conversations.setRole(owner, id, second, 'owner'))).toEqual([
        'member:roleChanged',
        'member:roleChanged',
      ])
      expect(await roles(stage, owner, id)).toEqual(
        new Map([
          [owner, 'admin'],
          [second, 'owner'],
        ]),
      )
    })

    test('an owner who leaves hands over to the longest-standing admin, or else member', async () => {
      const stage = await open()
      const { id, owner, second, third, people } = await makeGroup(stage, 4)
      await stage.conversations.setRole(owner, id, third, 'admin')
      const leaving = await stage.conversations.removeMember(owner, id, owner)
      expect(kinds(leaving)).toEqual(['member:roleChanged', 'member:left'])
      expect((await roles(stage, second, id)).get(third)).toBe('owner')
      await stage.conversations.removeMember(third, id, third)
      expect((await roles(stage, people[3] ?? '', id)).get(second)).toBe('owner')
    })

    test('the group closes when one is left, and can only be read', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const leaving = await stage.conversations.removeMember(owner, id, owner)
      expect(
        leaving.committed.map(({ event, recipients }) => [
          event.kind,
          'actorId' in event && event.actorId,
          [...recipients].sort(),
        ]),
      ).toEqual([
        ['member:left', owner, [owner, second].sort()],
        ['conversation:closed', owner, [second]],
      ])
      expect((await stage.messages.entry(second, id)).conversation.closed).toBe(true)
      expect((await stage.messages.entry(owner, id)).conversation.closed).toBe(false)
      await expect(stage.conversations.removeMember(second, id, second)).rejects.toEqual(refused('closed'))
      await expect(stage.conversations.addMembers(second, id, [owner], 9)).rejects.toEqual(refused('closed'))
    })

    test('strangers, absent conversations and absent members are all not found', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const { conversations } = stage
      const stranger = await stage.newUser()
      for (const attempt of [
        () => conversations.change(stranger, id, { name: 'x' }),
        () => conversations.change(owner, STRANGE_ID, { name: 'x' }),
        () => conversations.removeMember(owner, id, stranger),
        () => conversations.setRole(owner, id, stranger, 'admin'),
        () => conversations.members(stranger, id),
        () => conversations.others(stranger, id),
        () => conversations.forMember(stranger, STRANGE_ID),
        () => conversations.setPrivateState(stranger, { conversationId: id, archived: true }),
      ]) {
        await expect(attempt()).rejects.toEqual(refused('not_found'))
      }
    })
  })

  describe(`Conversations of ${name}: settings`, () => {
    test('each thing that is different afterwards has an event with the whole state', async () => {
      const { conversations, ...stage } = await open()
      const { id, owner } = await makeGroup({ conversations, ...stage }, 2)
      const change = await conversations.change(owner, id, { name: 'Peaks', pastOpen: true, pictureId: null })
      expect(kinds(change)).toEqual(['conversation:renamed', 'conversation:settingsChanged'])
      for (const { event } of change.committed) {
        expect(event).toMatchObject({ conversation: { name: 'Peaks', pastOpen: true, changedSeq: 3 } })
      }
      expect(kinds(await conversations.change(owner, id, { name: 'Peaks', pastOpen: true }))).toEqual([])
    })

    test('what is private to me is changed bit by bit, each with a new version', async () => {
      const { conversations, ...stage } = await open()
      const { id, second } = await makeGroup({ conversations, ...stage }, 2)
      const mutedUntil = '9999-12-31T00:00:00.000Z'
      const set = async (change: object) =>
        (await conversations.setPrivateState(second, { conversationId: id, ...change })).state
      expect(await set({ mutedUntil, markedUnread: true })).toMatchObject({
        version: 2,
        mutedUntil,
        markedUnread: true,
      })
      const pinned = await set({ pinned: true, archived: true })
      expect(pinned).toMatchObject({ version: 3, mutedUntil, archived: true, pinnedAt: expect.any(String) })
      expect((await set({ pinned: true })).pinnedAt).toBe(pinned.pinnedAt)
      expect(await set({ mentionsOnly: true })).toMatchObject({ version: 5, mentionsOnly: true, mutedUntil })
      expect(await set({ archived: true })).toMatchObject({ mentionsOnly: true })
      expect(await set({ pinned: false, mutedUntil: null })).toMatchObject({ pinnedAt: null, mutedUntil: null })
    })

    test('of the drafts from one’s devices the later written stays, whichever comes first', async () => {
      const { conversations, messages, ...stage } = await open()
      const { id, owner, second } = await makeGroup({ conversations, messages, ...stage }, 2)
      const draft = (text: string, second: number, replyTo: number | null = null) => ({
        text,
        replyTo,
        at: `2026-01-02T03:04:0${second}.000Z`,
      })
      const set = async (change: object) =>
        (await conversations.setPrivateState(second, { conversationId: id, ...change })).state
      expect((await set({ archived: true })).draft).toBeNull()
      expect(await set({ draft: draft('Hel', 1) })).toMatchObject({ version: 3, draft: draft('Hel', 1) })
      expect((await set({ draft: draft('“Hello”\n👋', 3, 1) })).draft).toEqual(draft('“Hello”\n👋', 3, 1))
      expect((await set({ draft: draft('Late', 2) })).draft).toEqual(draft('“Hello”\n👋', 3, 1))
      expect((await set({ draft: draft('Other', 3) })).draft).toEqual(draft('“Hello”\n👋', 3, 1))
      expect(await set({ pinned: true })).toMatchObject({ draft: draft('“Hello”\n👋', 3, 1) })
      expect((await messages.entry(second, id)).state.draft).toEqual(draft('“Hello”\n👋', 3, 1))
      expect((await messages.overview(second)).entries[0]?.state.draft).toEqual(draft('“Hello”\n👋', 3, 1))
      const moved = await messages.moveMarks(second, [{ conversationId: id, read: 1 }])
      expect(moved.states[0]?.state.draft).toEqual(draft('“Hello”\n👋', 3, 1))
      expect((await messages.entry(owner, id)).state.draft).toBeNull()
      expect((await set({ draft: draft('', 4) })).draft).toEqual(draft('', 4))
    })

    test('who leaves leaves no draft behind, and can begin none', async () => {
      const { conversations, messages, ...stage } = await open()
      const { id, owner, second } = await makeGroup({ conversations, messages, ...stage }, 3)
      const draft = { text: 'Hello', replyTo: null, at: '2026-01-02T03:04:05.000Z' }
      const set = async (userId: string) =>
        (await conversations.setPrivateState(userId, { conversationId: id, draft })).state.draft
      expect(await set(second)).toEqual(draft)
      await conversations.setRole(owner, id, second, 'admin')
      expect((await messages.entry(second, id)).state.draft).toEqual(draft)
      await conversations.removeMember(owner, id, second)
      expect((await messages.entry(second, id)).state.draft).toBeNull()
      expect(await set(second)).toBeNull()
      await conversations.addMembers(owner, id, [second], 9)
      expect((await messages.entry(second, id)).state.draft).toBeNull()
    })
  })
}
