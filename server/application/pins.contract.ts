import { describe, expect, test } from 'vitest'
import type { Seq, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'

export function describePins(name: string, open: () => Promise<ConversationStage>): void {
  const make = async () => {
    const stage = await open()
    const group = await makeGroup(stage, 3)
    const { id, owner } = group
    const pin = (userId: UserId, seq: Seq, pinned = true) =>
      stage.messages.change(userId, id, seq, { kind: 'message:pinned', pinned })
    const remove = (userId: UserId, seq: Seq) => stage.messages.change(userId, id, seq, { kind: 'message:deleted' })
    /** From a page that has none of the messages. */
    const pinned = async (userId: UserId, conversationId = id) =>
      (await stage.messages.page(userId, { conversationId, before: 2, limit: 1 })).pinned
    const says = async (count: number) => {
      const seqs: Seq[] = []
      for (let i = 0; i < count; i++) seqs.push(await say(stage, owner, id))
      return seqs as [Seq, Seq, Seq, ...Seq[]]
    }
    return { ...group, ...stage, stage, pin, remove, pinned, says }
  }

  describe(`MessageLog of ${name}: what is pinned`, () => {
    test('is in every page for every member, wherever it stands: the oldest pin first', async () => {
      const { id, people, second, messages, pin, pinned, says } = await make()
      const [a, b, c] = await says(3)
      for (const seq of [c, a, b]) await pin(second, seq)
      for (const person of people) expect(await pinned(person)).toEqual([c, a, b])
      const pages = [{}, { after: b }, { around: a }, { before: c }]
      for (const place of pages) {
        expect((await messages.page(second, { conversationId: id, limit: 1, ...place })).pinned).toEqual([c, a, b])
      }
    })

    test('what is unpinned and pinned anew is the newest pin', async () => {
      const { owner, third, pin, pinned, says } = await make()
      const [a, b] = await says(2)
      await pin(owner, a)
      await pin(owner, b)
      await pin(third, a, false)
      expect(await pinned(owner)).toEqual([b])
      await pin(third, a)
      expect(await pinned(owner)).toEqual([b, a])
    })

    test('a message deleted for everyone isn’t pinned any more', async () => {
      const { owner, second, pin, remove, pinned, says } = await make()
      const [a, b] = await says(2)
      await pin(second, a)
      await pin(second, b)
      await remove(owner, a)
      expect(await pinned(second)).toEqual([b])
    })

    test('it is pinned in one of its places alone, and taken from all by its sender’s deletion', async () => {
      const { id, owner, second, messages, conversations, pin, remove, pinned } = await make()
      const direct = (await conversations.openDirect(owner, second)).conversationId
      const [result] = await messages.send([
        { ...newMessage(owner, id), places: [{ conversationId: id }, { conversationId: direct }] },
      ])
      if (!result?.ok) throw result?.error ?? new Error('It was not sent.')
      const seqIn = (place: string) => result.sent.places.find((one) => one.conversationId === place)?.seq ?? 0
      await pin(second, seqIn(id))
      expect([await pinned(owner), await pinned(owner, direct)]).toEqual([[seqIn(id)], []])
      await messages.change(owner, direct, seqIn(direct), { kind: 'message:pinned', pinned: true })
      await remove(owner, seqIn(id))
      expect([await pinned(owner), await pinned(owner, direct)]).toEqual([[], []])
    })

    test('who left keeps what was pinned then, but for what was deleted', async () => {
      const { id, owner, third, conversations, pin, remove, pinned, says } = await make()
      const [a, b, c] = await says(3)
      await pin(owner, a)
      await pin(owner, b)
      await pin(owner, c)
      await pin(owner, c, false)
      await conversations.removeMember(owner, id, third)
      await pin(owner, b, false)
      await pin(owner, b)
      await pin(owner, c)
      await pin(owner, a, false)
      expect(await pinned(third)).toEqual([a, b])
      expect(await pinned(owner)).toEqual([b, c])
      await remove(owner, b)
      expect([await pinned(third), await pinned(owner)]).toEqual([[a], [c]])
    })

    test('nobody is told of pins that they may not see, or deleted for themselves', async () => {
      const { id, owner, second, messages, conversations, newUser, pin, pinned, says } = await make()
      const [a, b] = await says(2)
      const late = await newUser()
      await conversations.addMembers(owner, id, [late], 5)
      const [c] = await says(1)
      for (const seq of [a, b, c]) await pin(owner, seq)
      await messages.setOwn(second, { conversationId: id, seqs: [b], hidden: true })
      expect([await pinned(owner), await pinned(second), await pinned(late)]).toEqual([[a, b, c], [a, c], [c]])
    })

    test(`no more than ${LIMITS.pinnedMax} at once`, async () => {
      const { id, owner, second, pin, pinned, says, messages } = await make()
      const seqs = await says(LIMITS.pinnedMax + 1)
      const last = seqs.at(-1) ?? 0
      for (const seq of seqs.slice(0, -1)) await pin(owner, seq)
      await expect(pin(second, last)).rejects.toMatchObject({ code: 'full' })
      await pin(second, seqs[0])
      await pin(second, seqs[0], false)
      await pin(second, last)
      expect(await pinned(owner)).toEqual([...seqs.slice(1, -1), last])
      const { events } = await messages.page(owner, { conversationId: id, before: last + 1, limit: 1 })
      expect(events).toMatchObject([{ seq: last, message: { pinned: { by: second } } }])
    })
  })
}
