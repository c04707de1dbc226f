import { describe, expect, test } from 'vitest'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'

export function describeMentions(name: string, open: () => Promise<ConversationStage>): void {
  const make = async () => {
    const stage = await open()
    const group = await makeGroup(stage, 3)
    const state = async (userId: UserId, id = group.id) => (await stage.messages.entry(userId, id)).state
    const mention = async (senderId: UserId, mentions: UserId[], ids: ConversationId[] = [group.id]): Promise<Seq> => {
      const places = ids.map((conversationId) => ({ conversationId }))
      const [result] = await stage.messages.send([{ ...newMessage(senderId, group.id), mentions, places }])
      if (!result?.ok) throw result?.error ?? new Error('A send had no result.')
      return result.sent.places.find(({ conversationId }) => conversationId === ids[0])?.seq ?? 0
    }
    const edit = (userId: UserId, seq: Seq, mentions: UserId[]) =>
      stage.messages.change(userId, group.id, seq, { kind: 'message:edited', text: `Edited ${mentions}`, mentions })
    const mentioned = async (userId: UserId, seq: Seq, id = group.id): Promise<readonly UserId[]> => {
      const { events } = await stage.messages.page(userId, { conversationId: id, limit: 100 })
      const event = events.find((one) => one.seq === seq)
      return event?.kind === 'message:posted' ? event.message.mentions : []
    }
    return { ...group, stage, state, mention, edit, mentioned }
  }

  describe(`MessageLog of ${name}: mentions`, () => {
    test('those of the unread that mention somebody are counted, in the entry and in the overview', async () => {
      const { stage, id, owner, second, third, state, mention } = await make()
      await mention(owner, [second])
      await say(stage, third, id)
      await mention(third, [second, third])
      expect(await state(second)).toMatchObject({ unread: 3, mentions: 2 })
      expect(await state(third)).toMatchObject({ unread: 1, mentions: 0 })
      const { entries } = await stage.messages.overview(second)
      expect(entries[0]?.state).toMatchObject({ unread: 3, mentions: 2 })
    })

    test('reading on takes them away, as the answer says', async () => {
      const { stage, id, owner, second, mention } = await make()
      const [first, next] = [await mention(owner, [second]), await mention(owner, [second])]
      const read = async (seq: Seq) =>
        (await stage.messages.moveMarks(second, [{ conversationId: id, read: seq }])).states[0]?.state
      expect(await read(first)).toMatchObject({ unread: 1, mentions: 1 })
      expect(await read(next)).toMatchObject({ unread: 0, mentions: 0 })
    })

    test('an edit adds and takes back; what is deleted, for all or for me, doesn’t count', async () => {
      const { stage, id, owner, second, state, mention, edit } = await make()
      const [first, next] = [await mention(owner, []), await mention(owner, [second])]
      await edit(owner, first, [second])
      expect((await state(second)).mentions).toBe(2)
      await edit(owner, next, [])
      expect((await state(second)).mentions).toBe(1)
      await edit(owner, next, [second])
      await stage.messages.change(owner, id, first, { kind: 'message:deleted' })
      expect(await state(second)).toMatchObject({ unread: 2, mentions: 1 })
      const { state: told } = await stage.messages.setOwn(second, { conversationId: id, seqs: [next], hidden: true })
      expect(told.state).toMatchObject({ unread: 1, mentions: 0 })
    })

    test('private state tells it too', async () => {
      const { stage, id, owner, second, mention } = await make()
      await mention(owner, [second])
      const { state } = await stage.conversations.setPrivateState(second, { conversationId: id, archived: true })
      expect(state).toMatchObject({ unread: 1, mentions: 1 })
    })

    test('who isn’t in it any more isn’t called upon, and is shown whom it mentioned then', async () => {
      const { stage, id, owner, second, third, state, mention, edit, mentioned } = await make()
      const seq = await mention(owner, [second])
      await edit(owner, seq, [second, third])
      await stage.conversations.removeMember(owner, id, second)
      expect(await state(second)).toMatchObject({ unread: 1, mentions: 0 })
      await edit(owner, seq, [])
      await edit(owner, seq, [third])
      expect(await mentioned(second, seq)).toEqual([second, third])
      expect(await mentioned(third, seq)).toEqual([third])
      await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
      expect(await mentioned(second, seq)).toEqual([])
    })

    test('deleting one of its places changes nothing of what the others tell', async () => {
      const { stage, id, owner, second, third, mention, mentioned } = await make()
      const group = { name: 'Two', userIds: [second], pictureId: null, maxMembers: 5 }
      const { conversationId: other } = await stage.conversations.createGroup(third, group)
      const seq = await mention(second, [owner, third], [id, other])
      const there = (await stage.messages.entry(second, other)).lastSeq
      expect(await mentioned(second, there, other)).toEqual([owner, third])
      await stage.messages.change(owner, id, seq, { kind: 'message:deleted' })
      expect(await mentioned(second, seq)).toEqual([])
      expect(await mentioned(second, there, other)).toEqual([owner, third])
      const made = { kind: 'message:edited', text: 'Nobody', mentions: [] } as const
      await stage.messages.change(second, other, there, made)
      expect(await mentioned(second, there, other)).toEqual([])
    })
  })
}
