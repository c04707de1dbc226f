import { describe, expect, test } from 'vitest'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'

export function describeClearing(name: string, open: () => Promise<ConversationStage>): void {
  const make = async () => {
    const stage = await open()
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
    const listed = async (userId: UserId): Promise<readonly ConversationId[]> => {
      const { entries } = await stage.messages.overview(userId)
      const heads = (await stage.messages.heads(new Map([[userId, '']]))).get(userId)?.heads ?? []
      const ids = entries.map(({ conversation }) => conversation.id)
      expect(heads.map(({ conversationId }) => conversationId).sort()).toEqual([...ids].sort())
      return ids
    }
    const lines = async (userId: UserId, conversationId = id): Promise<readonly Seq[]> =>
      (await stage.messages.page(userId, { conversationId, limit: 100 })).events.map(({ seq }) => seq)
    return { stage, ...stage, ana, bea, id, listed, lines }
  }

  describe(`Conversations of ${name}: deleting a chat`, () => {
    test('takes a direct chat with its past from who deleted it, and from nobody else', async () => {
      const { stage, conversations, messages, ana, bea, id, listed, lines } = await make()
      const seq = await say(stage, ana, id, 'Once')
      await messages.setOwn(bea, { conversationId: id, seqs: [seq], starred: true })
      const { state, committed } = await conversations.clear(bea, id)
      expect(committed).toEqual([])
      expect(state).toMatchObject({
        conversationId: id,
        delivered: seq,
        state: { away: true, clearedTo: seq, unread: 0 },
      })
      expect(await listed(bea)).toEqual([])
      expect(await lines(bea)).toEqual([])
      await expect(messages.entry(bea, id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await messages.quotes(bea, id, [seq])).toEqual([])
      expect(await messages.starred(bea, { limit: 10 })).toEqual([])
      expect(await listed(ana)).toEqual([id])
      expect(await lines(ana)).toEqual([1, seq])
    })

    test('nothing is begun there by a device that has not heard of it, until it is back', async () => {
      const { stage, conversations, messages, ana, bea, id } = await make()
      const begin = (at: string) =>
        conversations.setPrivateState(bea, {
          conversationId: id,
          draft: { text: 'I wanted to say', replyTo: null, at },
        })
      await say(stage, ana, id, 'Past')
      await begin('2026-01-01T00:00:00.000Z')
      await conversations.clear(bea, id)
      expect((await begin('2026-01-02T00:00:00.000Z')).state.draft).toBeNull()
      await say(stage, ana, id, 'News')
      expect((await messages.entry(bea, id)).state.draft).toBeNull()
      expect((await begin('2026-01-03T00:00:00.000Z')).state.draft).toMatchObject({ text: 'I wanted to say' })
    })

    test('comes back with the next message, empty of the past', async () => {
      const { stage, conversations, messages, ana, bea, id, listed, lines } = await make()
      await say(stage, ana, id, 'Past')
      await conversations.clear(bea, id)
      const seq = await say(stage, ana, id, 'News')
      expect(await listed(bea)).toEqual([id])
      expect(await lines(bea)).toEqual([seq])
      const entry = await messages.entry(bea, id)
      expect(entry.state).toMatchObject({ away: false, clearedTo: seq - 1, unread: 1 })
    })

    test('a change of what was deleted does not bring it back', async () => {
      const { stage, conversations, messages, ana, bea, id, listed } = await make()
      const seq = await say(stage, ana, id)
      await conversations.clear(bea, id)
      const edited = { kind: 'message:edited', text: 'Better', mentions: [] } as const
      const { committed } = await messages.change(ana, id, seq, edited)
      expect(committed.map(({ recipients, skipping }) => [recipients, skipping])).toEqual([[[ana], [bea]]])
      expect(await listed(bea)).toEqual([])
    })

    test('opening the chat with that person again finds the same one, empty', async () => {
      const { stage, conversations, ana, bea, id, listed, lines } = await make()
      await say(stage, ana, id)
      await conversations.clear(bea, id)
      expect(await conversations.openDirect(bea, ana)).toMatchObject({ conversationId: id, created: false })
      expect(await listed(bea)).toEqual([id])
      expect(await lines(bea)).toEqual([])
    })

    test('tells beforehand whether it is erased for all', async () => {
      const { stage, conversations, ana, bea, id } = await make()
      await say(stage, ana, id)
      expect(await conversations.clearing(ana, id)).toEqual({ forAll: false })
      await conversations.clear(bea, id)
      expect(await conversations.clearing(ana, id)).toEqual({ forAll: true })
      await expect(conversations.clearing(bea, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(conversations.clear(await stage.newUser(), id)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('what both have deleted is gone: a send to it says so, and the two begin anew', async () => {
      const { stage, conversations, messages, ana, bea, id, listed, lines } = await make()
      await say(stage, ana, id, 'Past')
      await conversations.clear(bea, id)
      await conversations.clear(ana, id)
      const [refused] = await messages.send([newMessage(ana, id)])
      expect(refused).toMatchObject({ ok: false, error: { code: 'gone' } })
      const [strange] = await messages.send([newMessage(await stage.newUser(), id)])
      expect(strange).toMatchObject({ ok: false, error: { code: 'not_found' } })
      const [result] = await messages.send([{ ...newMessage(ana, id), places: [{ userId: bea }] }])
      const place = result?.ok ? result.sent.places[0] : undefined
      expect(place).toEqual({ conversationId: place?.conversationId, seq: 2 })
      expect(place?.conversationId).not.toBe(id)
      expect(await listed(bea)).toEqual([place?.conversationId])
      expect(await lines(bea, place?.conversationId)).toEqual([1, 2])
    })

    test('who had nothing else in common is nobody to the other once both have deleted it', async () => {
      const { stage, conversations, ana, bea, id } = await make()
      await say(stage, ana, id)
      expect(await conversations.others(ana, id)).toEqual([bea])
      await conversations.clear(bea, id)
      await conversations.clear(ana, id)
      await expect(conversations.others(ana, id)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('a retry of what was said before both deleted it is answered, and says nothing anew', async () => {
      const { conversations, messages, ana, bea, id, listed } = await make()
      const message = newMessage(ana, id)
      const [first] = await messages.send([message])
      await conversations.clear(bea, id)
      await conversations.clear(ana, id)
      const [again] = await messages.send([message])
      expect(again).toMatchObject({ ok: true, sent: { messageId: first?.ok && first.sent.messageId, places: [] } })
      expect(again).not.toHaveProperty('committed')
      expect([await listed(ana), await listed(bea)]).toEqual([[], []])
    })

    test('deleting it again after it came back takes the rest', async () => {
      const { stage, conversations, ana, bea, id, listed, lines } = await make()
      await say(stage, ana, id)
      await conversations.clear(bea, id)
      const seq = await say(stage, bea, id)
      expect(await lines(bea)).toEqual([seq])
      expect(await conversations.clearing(bea, id)).toEqual({ forAll: false })
      const { state } = await conversations.clear(bea, id)
      expect(state.state.clearedTo).toBe(seq)
      expect(await listed(bea)).toEqual([])
    })

    test('who goes for good closes the chat: the other keeps what was said, and neither writes any more', async () => {
      const { stage, conversations, messages, ana, bea, id, listed, lines } = await make()
      const seq = await say(stage, bea, id, 'Farewell')
      const { committed } = await conversations.clear(bea, id, true)
      expect(committed).toMatchObject([
        {
          event: { kind: 'conversation:closed', actorId: bea, conversation: { closed: true } },
          recipients: [ana, bea],
        },
      ])
      expect([await listed(bea), await listed(ana)]).toEqual([[], [id]])
      expect(await lines(ana)).toEqual([1, seq, seq + 1])
      for (const place of [{ conversationId: id }, { userId: bea }]) {
        const [refused] = await messages.send([{ ...newMessage(ana, id), places: [place] }])
        expect(refused).toMatchObject({ ok: false, error: { code: 'closed' } })
      }
      await expect(messages.change(ana, id, seq, { kind: 'message:reacted', emoji: '👍' })).rejects.toMatchObject({
        code: 'closed',
      })
      expect((await conversations.clear(bea, id, true)).committed).toEqual([])
    })

    test('who goes for good closes also what they had deleted before', async () => {
      const { stage, conversations, ana, bea, id, listed, lines } = await make()
      const seq = await say(stage, ana, id)
      await conversations.clear(bea, id)
      expect((await conversations.clear(bea, id, true)).committed.map(({ event }) => event.kind)).toEqual([
        'conversation:closed',
      ])
      expect(await listed(bea)).toEqual([])
      expect(await lines(ana)).toEqual([1, seq, seq + 1])
      await conversations.clear(ana, id)
      await expect(conversations.others(ana, id)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('what somebody said goes with their account, also from where they left, and nothing of others', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second } = await makeGroup(stage, 3)
      const theirs = await say(stage, second, id, 'Mine')
      const others = await say(stage, owner, id, 'Not theirs')
      await conversations.clear(second, id)
      const goes = { kind: 'message:deleted', withAccount: true } as const
      const { committed } = await messages.change(second, id, theirs, goes)
      expect(committed[0]).toMatchObject({
        event: { kind: 'message:deleted', message: { text: '', deleted: { by: second } } },
      })
      expect(committed[0]?.recipients).toContain(owner)
      expect((await messages.change(second, id, theirs, goes)).committed).toEqual([])
      await expect(messages.change(second, id, others, goes)).rejects.toMatchObject({ code: 'not_found' })
      const { events } = await messages.page(owner, { conversationId: id, limit: 10 })
      expect(events.find(({ seq }) => seq === others)).toMatchObject({ message: { text: 'Not theirs', deleted: null } })
    })

    test('deleting a group is leaving it, without keeping its past', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await say(stage, owner, id)
      const { committed, state } = await conversations.clear(second, id)
      expect(committed.map(({ event }) => event.kind)).toEqual(['member:left'])
      expect(state.state).toMatchObject({ away: true, clearedTo: 3 })
      expect((await messages.overview(second)).entries).toEqual([])
      expect((await conversations.members(third, id)).filter(({ active }) => active)).toHaveLength(2)
      await say(stage, owner, id)
      expect((await messages.overview(second)).entries).toEqual([])
    })

    test('who is added again after deleting a group sees it from there on', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second } = await makeGroup(stage, 3)
      await conversations.change(owner, id, { pastOpen: true })
      await say(stage, owner, id, 'Past')
      await conversations.clear(second, id)
      await conversations.addMembers(owner, id, [second], 5)
      const { entries } = await messages.overview(second)
      expect(entries.map(({ lastSeq, state }) => [lastSeq, state.away, state.clearedTo])).toEqual([[5, false, 4]])
      const { events } = await messages.page(second, { conversationId: id, limit: 10 })
      expect(events.map(({ seq }) => seq)).toEqual([5])
    })

    test('the last one of a group deletes it for all, and its picture with it', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await say(stage, owner, id)
      await conversations.clear(second, id)
      await conversations.removeMember(owner, id, third)
      expect(await conversations.clearing(owner, id)).toEqual({ forAll: false })
      await conversations.clear(third, id)
      expect(await conversations.clearing(owner, id)).toEqual({ forAll: true })
      await conversations.clear(owner, id)
      const [refused] = await messages.send([newMessage(owner, id)])
      expect(refused).toMatchObject({ ok: false, error: { code: 'gone' } })
    })

    test('a message in several places stays in the others', async () => {
      const { stage, conversations, messages, ana, bea, id } = await make()
      const carl = await stage.newUser()
      const { conversationId: other } = await conversations.openDirect(ana, carl)
      const [result] = await messages.send([
        { ...newMessage(ana, id), places: [{ conversationId: id }, { conversationId: other }] },
      ])
      if (!result?.ok) throw new Error('It was refused.')
      await conversations.clear(ana, id)
      await conversations.clear(bea, id)
      const { events } = await messages.page(ana, { conversationId: other, limit: 10 })
      expect(events.at(-1)).toMatchObject({ message: { text: 'Hello', places: [{ conversationId: other, seq: 2 }] } })
    })
  })
}
