import { describe, expect, test } from 'vitest'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import type { Expire } from '@/server/testing/expire'

const AT = '2999-01-01T00:00:00.000Z'

export function describeEnding(
  name: string,
  open: () => Promise<ConversationStage & { readonly expire: Expire }>,
): void {
  describe(`Conversations of ${name}: groups that end`, () => {
    test('an admin sets the end, moves it and takes it off; others may not, and a chat of two has none', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second } = await makeGroup(stage, 3)
      await expect(conversations.change(second, id, { endsAt: AT })).rejects.toMatchObject({ code: 'not_allowed' })
      const { committed } = await conversations.change(owner, id, { endsAt: AT })
      const setTo = Date.parse(AT)
      expect(committed).toMatchObject([{ event: { kind: 'conversation:endChanged', actorId: owner, setTo } }])
      expect((await messages.entry(second, id)).conversation).toMatchObject({ endsAt: AT, report: null, closed: false })
      await conversations.change(owner, id, { endsAt: null })
      expect(await stage.expire(id)).toEqual([])
      expect((await messages.entry(second, id)).conversation).toMatchObject({ endsAt: null, closed: false })
      const { conversationId: direct } = await conversations.openDirect(owner, second)
      await expect(conversations.change(owner, direct, { endsAt: AT })).rejects.toMatchObject({ code: 'not_allowed' })
    })

    test('a group can begin with an end and a timer, which the chat says, and which hold from its first message on', async () => {
      const stage = await open()
      const { conversations, messages, expire } = stage
      const [owner, second] = [await stage.newUser(), await stage.newUser()]
      const group = { name: 'Short', userIds: [second], pictureId: null, maxMembers: 5 }
      const made = await conversations.createGroup(owner, { ...group, disappearAfterMs: 3_600_000, endsAt: AT })
      const id = made.conversationId
      expect(made.committed).toMatchObject([
        { event: { kind: 'conversation:created', seq: 1, conversation: { disappearAfterMs: 3_600_000, endsAt: AT } } },
        { event: { kind: 'conversation:timerChanged', seq: 2, actorId: owner, setTo: 3_600_000 } },
        { event: { kind: 'conversation:endChanged', seq: 3, actorId: owner, setTo: Date.parse(AT) } },
      ])
      expect(made.committed.map(({ recipients }) => [...recipients].sort())).toEqual(
        [1, 2, 3].map(() => [owner, second].sort()),
      )
      const { events } = await messages.page(second, { conversationId: id, limit: 10 })
      expect(events).toEqual(made.committed.map(({ event }) => event))
      const entry = await messages.entry(second, id)
      expect(entry).toMatchObject({ lastSeq: 3, state: { unread: 0 }, conversation: { endsAt: AT, changedSeq: 3 } })
      const seq = await say(stage, owner, id)
      const [, , , said] = (await messages.page(second, { conversationId: id, limit: 10 })).events
      expect(said).toMatchObject({ seq, message: { places: [{ expiresAt: expect.any(String) }] } })
      expect((await expire(id)).map(({ event }) => event)).toMatchObject([
        { kind: 'messages:erased', erased: [{ from: seq, to: seq }] },
        { kind: 'conversation:ended', actorId: owner, conversation: { report: { messages: 1 } } },
      ])
    })

    test('at the end everything said is erased, once, and the group closes with a report of how much that was', async () => {
      const stage = await open()
      const { conversations, messages, expire } = stage
      const { id, owner, second } = await makeGroup(stage, 3)
      const first = await say(stage, owner, id)
      const deleted = await say(stage, owner, id)
      await messages.change(owner, id, deleted, { kind: 'message:deleted' })
      await say(stage, second, id)
      await conversations.change(owner, id, { endsAt: AT })
      const committed = await expire(id)
      expect(committed.map(({ event }) => event)).toMatchObject([
        { kind: 'messages:erased', erased: [{ from: first, to: first + 3 }] },
        {
          kind: 'conversation:ended',
          actorId: owner,
          conversation: { closed: true, report: { messages: 2, files: 0 } },
        },
      ])
      const { events } = await messages.page(second, { conversationId: id, limit: 10 })
      expect(events.map(({ kind }) => kind)).toEqual([
        'conversation:created',
        'conversation:endChanged',
        'conversation:ended',
      ])
      expect(await messages.send([newMessage(second, id)])).toMatchObject([{ error: { code: 'closed' } }])
      await expect(conversations.change(owner, id, { endsAt: null })).rejects.toMatchObject({ code: 'closed' })
      expect(await expire(id)).toEqual([])
    })

    test('what was being written there goes with it, and nothing is begun there any more', async () => {
      const stage = await open()
      const { conversations, messages, expire } = stage
      const { id, owner, second } = await makeGroup(stage, 2)
      const write = (text: string, at: string) =>
        conversations.setPrivateState(second, { conversationId: id, draft: { text, replyTo: null, at } })
      await conversations.change(owner, id, { endsAt: AT })
      const { state: before } = await write('I wanted to say', '2026-01-01T00:00:00.000Z')
      expect(before.draft).not.toBeNull()
      await expire(id)
      const { state } = await messages.entry(second, id)
      expect(state.draft).toBeNull()
      expect(state.version).toBeGreaterThan(before.version)
      expect((await write('Too late', '2026-01-02T00:00:00.000Z')).state.draft).toBeNull()
    })

    test('an empty group ends too, and its members can delete it, the last one for all', async () => {
      const stage = await open()
      const { conversations, expire } = stage
      const { id, owner, second } = await makeGroup(stage, 2)
      await conversations.change(owner, id, { endsAt: AT })
      expect((await expire(id)).map(({ event }) => event.kind)).toEqual(['conversation:ended'])
      await conversations.clear(owner, id)
      expect(await conversations.clearing(second, id)).toEqual({ forAll: true })
      await conversations.clear(second, id)
      expect(await stage.messages.send([newMessage(second, id)])).toMatchObject([{ error: { code: 'gone' } }])
    })
  })
}
