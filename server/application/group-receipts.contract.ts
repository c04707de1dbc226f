import { describe, expect, test } from 'vitest'
import type { Receipts } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'

export function describeGroupReceipts(name: string, open: () => Promise<ConversationStage>): void {
  describe(`Conversations of ${name}: groups that don’t show who has seen a message`, () => {
    /** Everything that tells somebody what of theirs was seen. */
    async function toldTo({ messages }: ConversationStage, userId: UserId, id: ConversationId, seq: Seq) {
      const heads = (await messages.heads(new Map([[userId, '']]))).get(userId)?.heads ?? []
      const { receipts } = await messages.entry(userId, id)
      const overview = (await messages.overview(userId)).entries.find(({ conversation }) => conversation.id === id)
      expect(overview?.receipts).toEqual(receipts)
      expect(heads.find(({ conversationId }) => conversationId === id)?.receipts).toEqual(receipts)
      const info = await messages.info(userId, id, seq)
      const seen = info.places.flatMap(({ recipients }) => recipients.filter(({ seenAt }) => seenAt !== null))
      const delivered = info.places.flatMap((place) => place.recipients.filter((one) => one.deliveredAt !== null))
      return { receipts, seen: seen.length, delivered: delivered.length }
    }
    const see = (stage: ConversationStage, userId: UserId, conversationId: ConversationId, seen: Seq) =>
      stage.messages.moveMarks(userId, [{ conversationId, read: seen, seen }])
    const seenIn = (receipts: readonly { readonly receipts: Receipts }[]) => receipts.map((one) => one.receipts.seen)

    test('admins alone set it, each time the log says what to, and a chat of two has no such thing', async () => {
      const stage = await open()
      const { conversations } = stage
      const { id, owner, second } = await makeGroup(stage, 3)
      await expect(conversations.change(second, id, { receiptsShown: false })).rejects.toMatchObject({
        code: 'not_allowed',
      })
      const off = await conversations.change(owner, id, { receiptsShown: false })
      expect(off.committed).toMatchObject([
        { event: { kind: 'conversation:settingsChanged', receipts: false, conversation: { receiptsShown: false } } },
      ])
      expect((await conversations.change(owner, id, { receiptsShown: false })).committed).toEqual([])
      await conversations.change(owner, id, { pastOpen: true })
      await conversations.change(owner, id, { receiptsShown: true })
      const { events } = await stage.messages.page(second, { conversationId: id, limit: 10 })
      expect(events.slice(1)).toMatchObject([{ receipts: false }, { receipts: null }, { receipts: true }])
      const { conversationId: direct } = await conversations.openDirect(owner, second)
      await expect(conversations.change(owner, direct, { receiptsShown: false })).rejects.toMatchObject({
        code: 'not_allowed',
      })
    })

    test('while it is off nobody is told what was seen, before or now, and what was delivered is told as ever', async () => {
      const stage = await open()
      const { conversations } = stage
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const early = await say(stage, owner, id)
      for (const one of [second, third]) await see(stage, one, id, early)
      expect(await toldTo(stage, owner, id, early)).toMatchObject({ receipts: { seen: early }, seen: 2 })
      const { receipts } = await conversations.change(owner, id, { receiptsShown: false })
      expect(seenIn(receipts).filter((seen) => seen > 0)).toEqual([])
      expect(await toldTo(stage, owner, id, early)).toEqual({
        receipts: { delivered: early, seen: 0 },
        seen: 0,
        delivered: 2,
      })
      const late = await say(stage, owner, id)
      const told = [...(await see(stage, second, id, late)).receipts, ...(await see(stage, third, id, late)).receipts]
      expect(told.at(-1)).toMatchObject({ userId: owner, receipts: { delivered: late, seen: 0 } })
      expect(seenIn(told).filter((seen) => seen > 0)).toEqual([])
      expect(await toldTo(stage, owner, id, late)).toEqual({
        receipts: { delivered: late, seen: 0 },
        seen: 0,
        delivered: 2,
      })
      const left = await conversations.removeMember(third, id, third)
      expect(seenIn(left.receipts).filter((seen) => seen > 0)).toEqual([])
    })

    test('switched on again, senders are told what was shown before, and the rest when it is seen from then on', async () => {
      const stage = await open()
      const { conversations } = stage
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const early = await say(stage, owner, id)
      for (const one of [second, third]) await see(stage, one, id, early)
      await conversations.change(owner, id, { receiptsShown: false })
      const hidden = await say(stage, owner, id)
      for (const one of [second, third]) await see(stage, one, id, hidden)
      const { receipts } = await conversations.change(owner, id, { receiptsShown: true })
      expect(receipts).toContainEqual({
        userId: owner,
        conversationId: id,
        receipts: { delivered: hidden, seen: early },
      })
      expect(await toldTo(stage, owner, id, hidden)).toMatchObject({ receipts: { seen: early }, seen: 0, delivered: 2 })
      const late = await say(stage, owner, id)
      for (const one of [second, third]) await see(stage, one, id, late)
      expect(await toldTo(stage, owner, id, late)).toMatchObject({ receipts: { seen: late }, seen: 2 })
    })

    test('of a message that stands in two groups, the one that shows it goes on doing so', async () => {
      const stage = await open()
      const { conversations, messages } = stage
      const { id, owner, second } = await makeGroup(stage, 2)
      const group = { name: 'Open', userIds: [second], pictureId: null, maxMembers: 5 }
      const { conversationId: other } = await conversations.createGroup(owner, group)
      await conversations.change(owner, id, { receiptsShown: false })
      const seq = await say(stage, owner, id)
      await messages.place(owner, id, seq, [{ conversationId: other }])
      const { places } = await messages.info(owner, id, seq)
      for (const place of places) await see(stage, second, place.conversationId, place.seq)
      const after = await messages.info(owner, id, seq)
      const seenAt = after.places.map((place) => [place.conversationId, place.recipients[0]?.seenAt != null])
      expect(Object.fromEntries(seenAt)).toEqual({ [id]: false, [other]: true })
    })

    test('who has left keeps being shown what the group showed then', async () => {
      const stage = await open()
      const { conversations } = stage
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const seq = await say(stage, third, id)
      for (const one of [owner, second]) await see(stage, one, id, seq)
      await conversations.removeMember(third, id, third)
      await conversations.change(owner, id, { receiptsShown: false })
      expect(await toldTo(stage, third, id, seq)).toMatchObject({ receipts: { seen: seq }, seen: 2 })
    })
  })
}
