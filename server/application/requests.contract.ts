import { describe, expect, test } from 'vitest'
import type { ConversationId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import type { AskFirst } from '@/server/testing/ask-first'
import { type ConversationStage, MAX_MEMBERS, newMessage, say } from '@/server/testing/conversation-stage'
import type { Blocks } from './block-ports'
import type { Search } from './log-ports'
import type { Requests } from './request-ports'

export interface RequestStage extends ConversationStage {
  readonly blocks: Blocks
  readonly requests: Requests
  readonly search: Search
  readonly askFirst: AskFirst
}

/** Starting a chat with who wants to be asked, and what becomes of that. */
export function describeRequests(name: string, open: () => Promise<RequestStage>): void {
  const make = async () => {
    const stage = await open()
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    await stage.askFirst(bea, 'chats', true)
    const { conversationId: id } = await stage.conversations.openDirect(ana, bea)
    const entry = (userId: UserId, conversationId = id) => stage.messages.entry(userId, conversationId)
    const listed = async (userId: UserId): Promise<readonly ConversationId[]> =>
      (await stage.messages.overview(userId)).entries.map(({ conversation }) => conversation.id)
    const seqs = async (userId: UserId, conversationId = id) =>
      (await stage.messages.page(userId, { conversationId, limit: 100 })).events.map(({ seq }) => seq)
    return { ...stage, stage, ana, bea, id, entry, listed, seqs }
  }
  const refused = (code: string) => expect.objectContaining({ code })
  const all = { delivered: 99, read: 99, seen: 99 }

  describe(`Requests of ${name}`, () => {
    test('of a chat that waits for one’s yes nothing is told, however it is read', async () => {
      const { stage, messages, ana, bea, id, entry } = await make()
      const seq = await say(stage, ana, id)
      expect((await entry(bea)).state).toMatchObject({ request: true, unread: 1 })
      expect((await entry(ana)).state.request).toBe(false)
      const { states, receipts } = await messages.moveMarks(bea, [{ conversationId: id, ...all }])
      expect(states[0]).toMatchObject({ delivered: 1, state: { read: seq, unread: 0, request: true } })
      expect(receipts).toEqual([])
      expect((await entry(ana)).receipts).toEqual({ delivered: 0, seen: 0 })
      expect((await messages.info(ana, id, seq)).places[0]?.recipients).toEqual([
        { userId: bea, deliveredAt: null, seenAt: null },
      ])
    })

    test('who accepts has a chat like others, and marks move from then on', async () => {
      const { stage, messages, requests, ana, bea, id, entry } = await make()
      const seq = await say(stage, ana, id)
      const before = (await entry(bea)).state.version
      const told = await requests.accept(bea, id)
      expect(told.state.request).toBe(false)
      expect(told.state.version).toBeGreaterThan(before)
      const { receipts } = await messages.moveMarks(bea, [{ conversationId: id, ...all }])
      expect(receipts).toEqual([{ userId: ana, conversationId: id, receipts: { delivered: seq, seen: seq } }])
      expect((await requests.accept(bea, id)).state.request).toBe(false)
    })

    test('who answers accepts, on all of their devices', async () => {
      const { stage, messages, ana, bea, id, entry } = await make()
      await say(stage, ana, id)
      const [answer] = await messages.send([newMessage(bea, id)])
      expect(answer).toMatchObject({
        ok: true,
        committed: { accepted: [{ conversationId: id, state: { request: false } }] },
      })
      expect((await entry(bea)).state.request).toBe(false)
      const [next] = await messages.send([newMessage(bea, id)])
      expect(next?.ok && next.committed?.accepted).toBeUndefined()
    })

    test('nothing but an answer is done in it', async () => {
      const { stage, messages, conversations, ana, bea, id } = await make()
      const seq = await say(stage, ana, id)
      const react = messages.change(bea, id, seq, { kind: 'message:reacted', emoji: '👍' })
      await expect(react).rejects.toEqual(refused('not_allowed'))
      await expect(conversations.change(bea, id, { disappearAfterMs: 60_000 })).rejects.toEqual(refused('not_allowed'))
      await messages.change(ana, id, seq, { kind: 'message:edited', text: 'Hello, Bea', mentions: [] })
      expect(await conversations.others(bea, id)).toEqual([])
      expect(await conversations.others(ana, id)).toEqual([])
    })

    test('who deletes it refuses: what comes then reaches them never, and looks to the other as before', async () => {
      const { stage, messages, conversations, requests, ana, bea, id, entry, listed, seqs } = await make()
      await say(stage, ana, id)
      expect((await conversations.clear(bea, id)).receipts).toEqual([])
      const before = await conversations.clearing(ana, id)
      const seq = await say(stage, ana, id)
      expect([await listed(bea), await listed(ana)]).toEqual([[], [id]])
      expect(await seqs(bea)).toEqual([])
      expect((await entry(ana)).receipts).toEqual({ delivered: 0, seen: 0 })
      expect(before).toEqual({ forAll: false })
      await messages.moveMarks(bea, [{ conversationId: id, ...all }])
      expect((await messages.info(ana, id, seq)).places[0]?.recipients[0]).toMatchObject({ deliveredAt: null })
      await expect(requests.accept(bea, id)).rejects.toEqual(refused('not_found'))
    })

    test('a refusal outlives that the other deletes the chat, until who refused begins one', async () => {
      const { stage, conversations, messages, ana, bea, id, listed, seqs } = await make()
      await say(stage, ana, id)
      await conversations.clear(bea, id)
      await conversations.clear(ana, id)
      const { conversationId: second } = await conversations.openDirect(ana, bea)
      expect(second).toBe(id)
      await say(stage, ana, second)
      expect(await listed(bea)).toEqual([])
      expect((await conversations.openDirect(bea, ana)).conversationId).toBe(second)
      const seq = await say(stage, ana, second)
      expect(await seqs(bea, second)).toEqual([seq])
      expect((await messages.entry(bea, second)).state).toMatchObject({ request: false, unread: 1 })
    })

    test('only so much is said before an answer, sent or placed, one by one or at once', async () => {
      const { stage, messages, conversations, ana, bea, id } = await make()
      const { conversationId: group } = await conversations.createGroup(ana, {
        name: 'Hiking',
        userIds: [await stage.newUser()],
        pictureId: null,
        maxMembers: MAX_MEMBERS,
      })
      const list = Array.from({ length: LIMITS.requestMessages + 2 }, () => newMessage(ana, id))
      const results = await messages.send(list)
      expect(results.map(({ ok }) => ok)).toEqual([...Array(LIMITS.requestMessages).fill(true), false, false])
      const [late] = await messages.send([newMessage(ana, id)])
      expect(late).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
      const elsewhere = await say(stage, ana, group)
      const placing = messages.place(ana, group, elsewhere, [{ conversationId: id }])
      await expect(placing).rejects.toEqual(refused('not_allowed'))
      expect((await messages.send(list.slice(0, 1)))[0]?.ok).toBe(true)
      await say(stage, bea, id)
      await say(stage, ana, id)
    })

    test('only so many are asked in a day, by opening chats or by writing', async () => {
      const { stage, messages, conversations, askFirst, ana } = await make()
      for (let asked = 1; asked < LIMITS.requestsPerDay; asked++) {
        const other = await stage.newUser()
        await askFirst(other, 'chats', true)
        await conversations.openDirect(ana, other)
      }
      const [closed, open] = [await stage.newUser(), await stage.newUser()]
      await askFirst(closed, 'chats', true)
      await expect(conversations.openDirect(ana, closed)).rejects.toEqual(refused('full'))
      const to = (userId: UserId) => ({ ...newMessage(ana, '0'), places: [{ userId }] })
      const [one, other] = await messages.send([to(closed), to(open)])
      expect([one, other]).toMatchObject([{ ok: false, error: { code: 'full' } }, { ok: true }])
      expect((await messages.overview(closed)).entries).toEqual([])
    })

    test('asks only for chats that begin: by writing to a person as well, and not for those that are there', async () => {
      const { stage, messages, conversations, askFirst } = await make()
      const [carl, dora] = [await stage.newUser(), await stage.newUser()]
      const { conversationId: before } = await conversations.openDirect(carl, dora)
      await say(stage, carl, before)
      await askFirst(dora, 'chats', true)
      await say(stage, carl, before)
      expect((await messages.entry(dora, before)).state.request).toBe(false)
      const eve = await stage.newUser()
      const [sent] = await messages.send([{ ...newMessage(eve, '0'), places: [{ userId: dora }] }])
      const begun = sent?.ok ? (sent.sent.places[0]?.conversationId ?? '') : ''
      expect((await messages.entry(dora, begun)).state).toMatchObject({ request: true, unread: 1 })
    })

    test('the search of all chats leaves it out, that of itself doesn’t', async () => {
      const { stage, search, requests, ana, bea, id } = await make()
      await say(stage, ana, id, 'Marmalade')
      const found = async (conversationId?: ConversationId) =>
        (await search.messages(bea, { query: 'marmalade', limit: 9, ...(conversationId && { conversationId }) })).hits
          .length
      expect([await found(), await found(id)]).toEqual([0, 1])
      await requests.accept(bea, id)
      expect([await found(), await found(id)]).toEqual([1, 1])
    })

    test('a block wins: nothing comes any more, and it can’t be accepted', async () => {
      const { stage, requests, blocks, ana, bea, id, seqs } = await make()
      await say(stage, ana, id)
      await blocks.block(bea, ana)
      const shown = await seqs(bea)
      await say(stage, ana, id)
      expect(await seqs(bea)).toEqual(shown)
      await expect(requests.accept(bea, id)).rejects.toEqual(refused('not_allowed'))
      await blocks.unblock(bea, ana)
      expect((await requests.accept(bea, id)).state.request).toBe(false)
    })
  })
}
