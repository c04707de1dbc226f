import { describe, expect, test } from 'vitest'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, newMessage, say } from '@/server/testing/conversation-stage'
import type { Blocks } from './block-ports'

export interface BlockStage extends ConversationStage {
  readonly blocks: Blocks
}

export function describeBlocks(name: string, open: () => Promise<BlockStage>): void {
  const make = async () => {
    const stage = await open()
    const { blocks, conversations, messages } = stage
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    const { conversationId: id } = await conversations.openDirect(ana, bea)
    const lines = async (userId: UserId, conversationId = id): Promise<readonly Seq[]> =>
      (await messages.page(userId, { conversationId, limit: 100 })).events.map(({ seq }) => seq)
    const send = async (senderId: UserId, ...places: ConversationId[]) => {
      const to = places.map((conversationId) => ({ conversationId }))
      const [result] = await messages.send([{ ...newMessage(senderId, id), ...(places.length > 0 && { places: to }) }])
      return result
    }
    const react = (userId: UserId, seq: Seq, emoji: string | null) =>
      messages.change(userId, id, seq, { kind: 'message:reacted', emoji })
    const messageAt = async (userId: UserId, seq: Seq) => {
      const { events } = await messages.page(userId, { conversationId: id, limit: 100 })
      const event = events.find((one) => one.seq === seq)
      return event?.kind === 'message:posted' ? event.message : null
    }
    const receipts = async (userId: UserId) => (await messages.entry(userId, id)).receipts
    return { stage, blocks, conversations, messages, ana, bea, id, lines, send, react, messageAt, receipts }
  }

  describe(`Blocks of ${name}`, () => {
    test('lists whom one blocks, with a version that moves on', async () => {
      const { blocks, stage, ana, bea } = await make()
      expect((await blocks.list(bea)).blocked).toEqual([])
      const { privateVersion } = await blocks.block(bea, ana)
      await blocks.block(bea, ana)
      const listed = await blocks.list(bea)
      expect(listed.blocked.map(({ id }) => id)).toEqual([ana])
      expect(listed.privateVersion).toBe(privateVersion + 1)
      expect((await blocks.list(ana)).blocked).toEqual([])
      expect(await blocks.blocking(ana, [bea, await stage.newUser()])).toEqual([bea])
      await blocks.unblock(bea, ana)
      expect((await blocks.list(bea)).blocked).toEqual([])
      await expect(blocks.block(bea, '999999999')).rejects.toMatchObject({ code: 'not_found' })
    })

    test('what the blocked one says is taken as ever and never seen, neither then nor later', async () => {
      const { stage, blocks, messages, ana, bea, id, lines, send } = await make()
      const before = await say(stage, ana, id)
      await blocks.block(bea, ana)
      const overview = await messages.overview(bea)
      const result = await send(ana)
      if (!result?.ok || !result.committed) throw new Error('It was refused.')
      const [place] = result.sent.places
      expect(result.committed.posted.map(({ recipients }) => recipients)).toEqual([[ana]])
      expect(result.committed.skipped).toEqual([{ conversationId: id, seq: place?.seq, userIds: [bea] }])
      expect(await lines(ana)).toEqual([1, before, place?.seq])
      expect(await lines(bea)).toEqual([1, before])
      const after = await messages.overview(bea)
      expect(after.entries.map(({ lastEvent, state }) => [lastEvent, state.unread])).toEqual(
        overview.entries.map(({ lastEvent, state }) => [lastEvent, state.unread]),
      )
      await blocks.unblock(bea, ana)
      const later = await say(stage, ana, id)
      expect(await lines(bea)).toEqual([1, before, later])
      expect(await messages.quotes(bea, id, [place?.seq ?? 0])).toEqual([])
    })

    test('who blocks can’t write to whom they block, but is told to unblock', async () => {
      const { blocks, messages, ana, bea, id, send, react } = await make()
      const seq = (await send(ana))?.ok ? 2 : 0
      await blocks.block(bea, ana)
      const refused = await send(bea)
      expect(refused).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
      expect(!refused?.ok && refused?.error.message).toMatch(/^You blocked .+\. Unblock to write\.$/)
      await expect(react(bea, seq, '👍')).rejects.toMatchObject({ code: 'not_allowed' })
      const [toPerson] = await messages.send([{ ...newMessage(bea, id), places: [{ userId: ana }] }])
      expect(toPerson).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
      await blocks.unblock(bea, ana)
      expect((await send(bea))?.ok).toBe(true)
    })

    test('a message in a chat of two and in a common group reaches the blocker in the group alone', async () => {
      const { blocks, conversations, messages, ana, bea, id, lines, send } = await make()
      const group = { name: 'Hiking', userIds: [bea], pictureId: null, maxMembers: 5 }
      const { conversationId: common } = await conversations.createGroup(ana, group)
      await blocks.block(bea, ana)
      const result = await send(ana, id, common)
      if (!result?.ok || !result.committed) throw new Error('It was refused.')
      const told = result.committed.posted.map(({ recipients, event }) => [
        recipients,
        event.message.places.map(({ conversationId }) => conversationId).sort(),
      ])
      expect(told).toContainEqual([[bea], [common]])
      expect(told).toContainEqual([[ana], [id, common].sort()])
      expect(await lines(bea)).toEqual([1])
      const { events } = await messages.page(bea, { conversationId: common, limit: 10 })
      expect(events.at(-1)).toMatchObject({ message: { places: [{ conversationId: common, seq: 2 }] } })
    })

    test('placing an earlier message there later doesn’t reach the blocker either', async () => {
      const { stage, blocks, conversations, messages, ana, bea, id, lines } = await make()
      const carl = await stage.newUser()
      const { conversationId: other } = await conversations.openDirect(ana, carl)
      const seq = await say(stage, ana, other)
      await blocks.block(bea, ana)
      const { committed } = await messages.place(ana, other, seq, [{ conversationId: id }])
      expect(
        [...(committed?.posted ?? []), ...(committed?.appended ?? [])].flatMap((one) => one.recipients),
      ).not.toContain(bea)
      expect(await lines(bea)).toEqual([1])
    })

    test('a chat that was deleted doesn’t come back for the blocker, and who is blocked can’t tell', async () => {
      const { stage, blocks, conversations, messages, ana, bea, id, send } = await make()
      await say(stage, ana, id)
      await conversations.clear(bea, id)
      await blocks.block(bea, ana)
      const result = await send(ana)
      expect(result?.ok && result.committed?.skipped).toEqual([])
      expect((await messages.overview(bea)).entries).toEqual([])
      expect(await conversations.clearing(ana, id)).toEqual({ forAll: false })
      await blocks.unblock(bea, ana)
      const later = await say(stage, ana, id)
      const { entries } = await messages.overview(bea)
      expect(entries.map(({ lastEvent, state }) => [lastEvent?.seq, state.unread])).toEqual([[later, 1]])
    })

    test('who blocks somebody is not added to a group by them', async () => {
      const { stage, blocks, conversations, ana, bea } = await make()
      const carl = await stage.newUser()
      await blocks.block(bea, ana)
      const group = { name: 'Hiking', userIds: [bea, carl], pictureId: null, maxMembers: 5 }
      const made = await conversations.createGroup(ana, group)
      expect(made.notAdded).toEqual([bea])
      const { conversationId: id } = made
      const added = await conversations.addMembers(ana, id, [bea], 5)
      expect(added).toMatchObject({ committed: [], notAdded: [bea] })
      expect((await conversations.members(ana, id)).map(({ userId }) => userId).sort()).toEqual([ana, carl].sort())
      await blocks.unblock(bea, ana)
      await blocks.block(ana, bea)
      expect((await conversations.addMembers(ana, id, [bea], 5)).notAdded).toEqual([])
      expect(await conversations.members(ana, id)).toHaveLength(3)
    })

    test('a chat that the blocked one opens is in no list of the blocker', async () => {
      const { stage, blocks, conversations, messages, bea } = await make()
      const carl = await stage.newUser()
      await blocks.block(bea, carl)
      const { conversationId, committed } = await conversations.openDirect(carl, bea)
      expect(committed.map(({ recipients }) => recipients)).toEqual([[carl]])
      const dora = await stage.newUser()
      await blocks.block(bea, dora)
      const [result] = await messages.send([{ ...newMessage(dora, ''), places: [{ userId: bea }] }])
      expect(result?.ok && result.committed?.opened.flatMap(({ recipients }) => recipients)).toEqual([dora])
      const { entries } = await messages.overview(bea)
      expect(entries.map(({ conversation }) => conversation.pair)).not.toContainEqual(expect.arrayContaining([carl]))
      expect(entries).toHaveLength(1)
      expect((await messages.overview(carl)).entries).toHaveLength(1)
      expect(await conversations.clearing(carl, conversationId)).toEqual({ forAll: false })
      expect(await conversations.openDirect(bea, carl)).toMatchObject({ conversationId, created: false })
      expect((await messages.page(bea, { conversationId, limit: 10 })).events).toEqual([])
    })

    test('receipts stand still while one blocks the other, and never claim what didn’t arrive', async () => {
      const { stage, blocks, messages, ana, bea, id, send, receipts } = await make()
      const first = await say(stage, ana, id)
      await messages.moveMarks(bea, [{ conversationId: id, delivered: first }])
      expect(await receipts(ana)).toEqual({ delivered: first, seen: 0 })
      const second = await say(stage, ana, id)
      await blocks.block(bea, ana)
      const result = await send(ana)
      const hidden = result?.ok ? (result.sent.places[0]?.seq ?? 0) : 0
      expect(
        (await messages.moveMarks(bea, [{ conversationId: id, delivered: hidden, seen: hidden }])).receipts,
      ).toEqual([])
      expect(await receipts(ana)).toEqual({ delivered: first, seen: 0 })
      const { places } = await messages.info(ana, id, hidden)
      expect(places[0]?.recipients).toEqual([{ userId: bea, deliveredAt: null, seenAt: null }])
      const before = await messages.info(ana, id, second)
      expect(before.places[0]?.recipients).toEqual([{ userId: bea, deliveredAt: null, seenAt: null }])
      const unblocked = await blocks.unblock(bea, ana)
      expect(unblocked.receipts).toMatchObject([{ userId: ana, receipts: { delivered: second, seen: second } }])
      expect(await receipts(ana)).toEqual({ delivered: second, seen: second })
      const still = await messages.info(ana, id, hidden)
      expect(still.places[0]?.recipients).toEqual([{ userId: bea, deliveredAt: null, seenAt: null }])
    })

    test('nothing that the blocked one makes of an earlier message reaches the blocker', async () => {
      const { stage, blocks, messages, ana, bea, id, react, messageAt } = await make()
      const seq = await say(stage, ana, id, 'Before')
      await react(ana, seq, '👍')
      const before = await messageAt(bea, seq)
      await blocks.block(bea, ana)
      const edited = { kind: 'message:edited', text: 'Planted', mentions: [bea] } as const
      const { committed } = await messages.change(ana, id, seq, edited)
      expect(committed.map(({ recipients, skipping }) => [recipients, skipping])).toEqual([[[ana], [bea]]])
      await react(ana, seq, '❤️')
      await messages.change(ana, id, seq, { kind: 'message:pinned', pinned: true })
      expect(await messageAt(ana, seq)).toMatchObject({ text: 'Planted', reactions: [{ emoji: '❤️' }] })
      expect(await messageAt(bea, seq)).toEqual(before)
      expect((await messages.page(bea, { conversationId: id, limit: 9 })).pinned).toEqual([])

      await blocks.unblock(bea, ana)
      expect(await messageAt(bea, seq)).toEqual(before)
      const later = await react(bea, seq, '🙂')
      const told = later.committed.find(({ recipients }) => recipients.includes(bea))
      const shown = await messageAt(bea, seq)
      expect(told?.event).toMatchObject({ message: shown })
      expect(shown).toMatchObject({ text: 'Before', pinned: null })
      expect(shown?.reactions.map(({ emoji }) => emoji)).toEqual(['👍', '🙂'])

      await messages.change(ana, id, seq, { kind: 'message:edited', text: 'After', mentions: [] })
      await react(ana, seq, '🎉')
      expect(await messageAt(bea, seq)).toMatchObject({ text: 'After' })
      expect((await messageAt(bea, seq))?.reactions.map(({ emoji }) => emoji)).toEqual(['🙂', '🎉'])
      expect((await messages.versions(bea, id, seq)).map(({ text }) => text)).toEqual(['Before'])
      expect((await messages.versions(ana, id, seq)).map(({ text }) => text)).toEqual(['Before', 'Planted'])
    })

    test('what is taken back is taken from both', async () => {
      const { stage, blocks, messages, ana, bea, id, messageAt } = await make()
      const hers = await say(stage, ana, id)
      const mine = await say(stage, bea, id)
      await blocks.block(bea, ana)
      await messages.change(ana, id, hers, { kind: 'message:deleted' })
      await messages.change(bea, id, mine, { kind: 'message:deleted' })
      expect(await messageAt(bea, hers)).toMatchObject({ deleted: { by: ana }, text: '' })
      expect(await messageAt(ana, mine)).toMatchObject({ deleted: { by: bea }, text: '' })
    })

    test('who follows the log has what a fresh load has', async () => {
      const { stage, blocks, messages, ana, bea, id, react, lines } = await make()
      const seq = await say(stage, ana, id)
      await blocks.block(bea, ana)
      await say(stage, ana, id, 'Planted')
      await react(ana, seq, '👍')
      const since = await messages.since(bea, id, seq, 100)
      expect(JSON.stringify(since)).not.toContain('Planted')
      const { lastSeq } = await messages.entry(bea, id)
      expect(lastSeq).toBeGreaterThan(seq + 1)
      expect(since).toMatchObject({ entries: [{ kind: 'skip', from: seq + 1, seq: lastSeq }] })
      expect(await lines(bea)).toEqual([1, seq])
    })
  })
}
