import { afterEach, describe, expect, test } from 'vitest'
import type { LogEntry, Message } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { AttachmentInput } from '@/contracts/inputs'
import type { Committed } from '@/server/application/log-ports'
import { makeGroup, say } from '@/server/testing/conversation-stage'
import type { RetentionStage } from '@/server/testing/retain'
import { makeSticker, messageOf, outcome, type SendingStage, send, WAVEFORM } from '@/server/testing/sending-stage'
import type { Search } from './log-ports'

type Stage = SendingStage & RetentionStage & { readonly search: Search }

export function describeRetention(name: string, open: () => Promise<Stage>): void {
  let stage: Stage | undefined
  const forEver = { messages: null, files: null }
  afterEach(() => stage?.retention.set(forEver))

  const make = async () => {
    stage = await open()
    const { conversations } = stage
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    const { conversationId: id } = await conversations.openDirect(ana, bea)
    return { ...stage, stage, ana, bea, id }
  }
  const sendFiles = async (
    on: Stage,
    senderId: UserId,
    ids: readonly ConversationId[],
    text: string,
    kinds: readonly ('image' | 'file' | 'voice')[] = ['file'],
  ): Promise<Seq> => {
    const attachments: AttachmentInput[] = []
    for (const kind of kinds) {
      const uploadId = await on.bring(senderId, { kind, preview: kind === 'image' })
      const sound = kind === 'voice' ? { durationMs: 1_000, waveform: WAVEFORM } : {}
      attachments.push({ uploadId, kind, name: kind === 'file' ? 'plums.pdf' : '', ...sound })
    }
    const kind = kinds[0] === 'voice' ? 'voice' : 'text'
    const places = ids.map((conversationId) => ({ conversationId }))
    const { sent } = await send(on, { senderId, kind, text, attachments, places })
    return sent.places.find(({ conversationId }) => conversationId === ids[0])?.seq ?? 0
  }
  const told = (committed: readonly Committed[]) =>
    committed.map(({ event, recipients }) => [event.kind, event.seq, recipients.length])
  const kinds = (entries: readonly LogEntry[]) => entries.map(({ kind, seq }) => [kind, seq])

  describe(`Retention of ${name}: messages`, () => {
    test('are kept for ever until it is said for how long', async () => {
      const { retention, age, eraseOld, stage, ana, id } = await make()
      expect(await retention.read()).toEqual(forEver)
      await say(stage, ana, id)
      await age(id, 40_000)
      expect(await eraseOld(id)).toEqual([])
      await retention.set({ messages: 90, files: 30 })
      expect(await retention.read()).toEqual({ messages: 90, files: 30 })
    })

    test('that are older go with all that became of them, by one seq; what is younger stays, and lines of the chat', async () => {
      const { retention, age, eraseOld, messages, stage, ana, bea, id } = await make()
      const first = await say(stage, ana, id, 'Old')
      await messages.change(bea, id, first, { kind: 'message:reacted', emoji: '👍' })
      await age(id, 91)
      const kept = await say(stage, ana, id, 'Young')
      await retention.set({ messages: 90, files: null })
      expect(told(await eraseOld(id))).toEqual([['messages:erased', kept + 1, 2]])
      expect(await eraseOld(id)).toEqual([])
      const { events } = await messages.page(bea, { conversationId: id, limit: 10 })
      expect(kinds(events)).toEqual([
        ['conversation:created', 1],
        ['message:posted', kept],
      ])
    })

    test('go from each place by when they came there', async () => {
      const { retention, age, eraseOld, conversations, messages, stage, ana, bea, id } = await make()
      const seq = await say(stage, ana, id, 'Twice')
      await age(id, 91)
      const { conversationId: other } = await conversations.openDirect(ana, await stage.newUser())
      await messages.place(ana, id, seq, [{ conversationId: other }])
      await retention.set({ messages: 90, files: null })
      await eraseOld(id)
      await eraseOld(other)
      expect(await messageOf(stage, bea, id, seq)).toBeUndefined()
      expect(await messageOf(stage, ana, other, 2)).toMatchObject({
        text: 'Twice',
        places: [{ conversationId: other }],
      })
    })

    test('of a day that is not over are not old', async () => {
      const { retention, age, eraseOld, stage, ana, id } = await make()
      await say(stage, ana, id)
      await age(id, 89)
      await retention.set({ messages: 90, files: null })
      expect(await eraseOld(id)).toEqual([])
    })
  })

  describe(`Retention of ${name}: files`, () => {
    test('go from a message that says something, which stays and says so, by a seq of its own', async () => {
      const { retention, age, eraseOld, messages, search, stage, ana, bea, id } = await make()
      const seq = await sendFiles(stage, ana, [id], 'Look', ['image', 'file'])
      await messages.change(bea, id, seq, { kind: 'message:reacted', emoji: '👍' })
      expect((await search.messages(bea, { query: 'plums', limit: 5 })).hits).toHaveLength(1)
      await age(id, 31)
      await retention.set({ messages: null, files: 30 })
      const committed = await eraseOld(id)
      expect(told(committed)).toEqual([['message:filesErased', seq + 2, 2]])
      const filesErased = { count: 2, afterDays: 30 }
      const after: Partial<Message> = { text: 'Look', attachments: [], filesErased, changedSeq: seq + 2 }
      expect(committed[0]?.event).toMatchObject({ target: seq, actorId: ana, message: after })
      expect(await messageOf(stage, bea, id, seq)).toMatchObject({ ...after, reactions: [{ emoji: '👍' }] })
      expect(await messages.quotes(bea, id, [seq])).toMatchObject([{ message: { filesErased } }])
      expect((await search.messages(bea, { query: 'plums', limit: 5 })).hits).toEqual([])
      for (const kind of ['media', 'file'] as const)
        expect(await search.gallery(bea, { conversationId: id, kind, limit: 5 })).toEqual([])
      expect(await eraseOld(id)).toEqual([])
    })

    test('that were all of a message take it along, voices too; a sticker is none', async () => {
      const { retention, age, eraseOld, messages, stage, ana, bea, id } = await make()
      await sendFiles(stage, ana, [id], '', ['image', 'image'])
      await sendFiles(stage, ana, [id], '', ['voice'])
      const stickerId = await makeSticker(stage, ana)
      const places = [{ conversationId: id }]
      await send(stage, { senderId: ana, kind: 'sticker', attachments: [{ stickerId }], places })
      await age(id, 31)
      await retention.set({ messages: null, files: 30 })
      expect(told(await eraseOld(id))).toEqual([['messages:erased', 5, 2]])
      const { events } = await messages.page(bea, { conversationId: id, limit: 10 })
      expect(events.map((event) => ('message' in event ? event.message.kind : event.kind))).toEqual([
        'conversation:created',
        'sticker',
      ])
    })

    test('go in all places of a message at once, but not where it was deleted', async () => {
      const { retention, age, eraseOld, conversations, messages, stage, ana, bea, id } = await make()
      const group = await makeGroup(stage, 3)
      await conversations.addMembers(group.owner, group.id, [ana], 5)
      const third = await conversations.openDirect(ana, await stage.newUser())
      const seq = await sendFiles(stage, ana, [id, group.id, third.conversationId], 'Look')
      const there = (await messages.page(ana, { conversationId: group.id, limit: 1 })).events[0]?.seq ?? 0
      await messages.change(group.owner, group.id, there, { kind: 'message:deleted' })
      await age(id, 31)
      await retention.set({ messages: null, files: 30 })
      const committed = await eraseOld(third.conversationId)
      expect(new Set(committed.map(({ event }) => event.conversationId))).toEqual(new Set([id, third.conversationId]))
      expect(await messageOf(stage, bea, id, seq)).toMatchObject({ filesErased: { count: 1 } })
      expect(await messageOf(stage, group.owner, group.id, there)).not.toHaveProperty('filesErased')
    })

    test('go for those who left too, who are told nothing else; who came later skips the seq', async () => {
      const { retention, age, eraseOld, conversations, messages, stage } = await make()
      const { id, owner, second } = await makeGroup(stage, 3)
      const seq = await sendFiles(stage, owner, [id], 'First wording')
      await conversations.removeMember(owner, id, second)
      await messages.change(owner, id, seq, { kind: 'message:edited', text: 'Second wording', mentions: [] })
      const late = await stage.newUser()
      await conversations.addMembers(owner, id, [late], 5)
      await age(id, 31)
      await retention.set({ messages: null, files: 30 })
      const committed = await eraseOld(id)
      const toldTo = (userId: UserId) => committed.find(({ recipients }) => recipients.includes(userId))?.event
      const first = { message: { text: 'First wording', attachments: [], editedAt: null } }
      expect(toldTo(owner)).toMatchObject({ message: { text: 'Second wording', filesErased: { count: 1 } } })
      expect(toldTo(second)).toMatchObject(first)
      expect(committed.flatMap(({ skipping = [] }) => skipping)).toEqual([late])
      const event = toldTo(second)
      expect(await messageOf(stage, second, id, seq)).toEqual(event && 'message' in event && event.message)
      const { entries } = await messages.since(second, id, seq + 1, 10)
      expect(entries.at(-1)).toEqual(event)
    })

    test('that are gone are not forwarded: the words are, and nothing that was but a file', async () => {
      const { retention, age, eraseOld, stage, ana, bea, id } = await make()
      const said = await sendFiles(stage, ana, [id], 'Look')
      const bare = await sendFiles(stage, ana, [id], '')
      await age(id, 31)
      await retention.set({ messages: null, files: 30 })
      await eraseOld(id)
      const places = [{ conversationId: id }]
      const forward = (seq: Seq) => ({ senderId: bea, forward: { conversationId: id, seq }, places })
      expect(await outcome(stage, forward(bare))).not.toBe('sent')
      const { sent } = await send(stage, forward(said))
      const again = await messageOf(stage, ana, id, sent.places[0]?.seq ?? 0)
      expect(again).toMatchObject({ text: 'Look', attachments: [], forwardedFrom: ana })
      expect(again).not.toHaveProperty('filesErased')
    })

    test('leave a message that can be changed, but not to nothing, and be deleted', async () => {
      const { retention, age, eraseOld, messages, stage, ana, bea, id } = await make()
      const seq = await sendFiles(stage, ana, [id], 'Look')
      await age(id, 2)
      await retention.set({ messages: null, files: 1 })
      await eraseOld(id)
      const edit = (text: string) => messages.change(ana, id, seq, { kind: 'message:edited', text, mentions: [] })
      await expect(edit('')).rejects.toMatchObject({ code: expect.stringMatching('invalid|too_late') })
      await messages.change(bea, id, seq, { kind: 'message:pinned', pinned: true })
      expect(await messageOf(stage, bea, id, seq)).toMatchObject({ filesErased: { count: 1 }, pinned: { by: bea } })
      await messages.change(ana, id, seq, { kind: 'message:deleted' })
      expect(await messageOf(stage, bea, id, seq)).not.toHaveProperty('filesErased')
    })
  })

  describe(`Retention of ${name}: what it would erase`, () => {
    test('is counted beforehand, and nothing of it afterwards', async () => {
      const { retention, age, eraseOld, messages, stage, ana, id } = await make()
      const wanted = [
        { messages: null, files: 500 },
        { messages: 1_000, files: null },
        { messages: 500, files: null },
      ] as const
      const estimates = () => Promise.all(wanted.map((one) => retention.estimate(one)))
      const before = await estimates()
      await say(stage, ana, id, 'Old')
      await sendFiles(stage, ana, [id], 'Look', ['image', 'file'])
      await sendFiles(stage, ana, [id], '')
      const gone = await say(stage, ana, id, 'Taken back')
      await messages.change(ana, id, gone, { kind: 'message:deleted' })
      await age(id, 600)
      const after = await estimates()
      const more = after.map((one, at) => ({
        messages: one.messages - (before[at]?.messages ?? 0),
        conversations: one.conversations - (before[at]?.conversations ?? 0),
        files: one.files - (before[at]?.files ?? 0),
        bytes: one.bytes > (before[at]?.bytes ?? 0),
      }))
      expect(more).toEqual([
        { messages: 1, conversations: 1, files: 3, bytes: true },
        { messages: 0, conversations: 0, files: 0, bytes: false },
        { messages: 3, conversations: 1, files: 3, bytes: true },
      ])
      expect(Date.now() - Date.parse(after[0]?.oldestAt ?? '')).toBeGreaterThan(599 * 86_400_000)
      await retention.set({ messages: 500, files: 500 })
      await eraseOld(id)
      expect(await estimates()).toEqual(before)
    })

    test('is nothing if everything is kept', async () => {
      const { retention, stage, ana, id } = await make()
      await sendFiles(stage, ana, [id], '')
      const nothing = { messages: 0, conversations: 0, files: 0, bytes: 0, oldestAt: null, more: false }
      expect(await retention.estimate(forEver)).toEqual(nothing)
    })
  })
}
