import { describe, expect, test } from 'vitest'
import type { MessagesErased } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import type { Expire } from '@/server/testing/expire'

const HOUR_MS = 3_600_000

export function describeDisappearing(
  name: string,
  open: () => Promise<ConversationStage & { readonly expire: Expire }>,
): void {
  const make = async () => {
    const stage = await open()
    const { conversations, messages } = stage
    const [ana, bea] = [await stage.newUser(), await stage.newUser()]
    const { conversationId: id } = await conversations.openDirect(ana, bea)
    const setTimer = (by: UserId, disappearAfterMs: number | null, where = id) =>
      conversations.change(by, where, { disappearAfterMs })
    const lines = async (userId: UserId, conversationId = id) =>
      (await messages.page(userId, { conversationId, limit: 100 })).events
    const expiryOf = async (seq: Seq, conversationId = id): Promise<readonly [string, string | undefined]> => {
      const event = (await lines(ana, conversationId)).find((one) => one.seq === seq)
      if (event?.kind !== 'message:posted') throw new Error('It is not there.')
      const place = event.message.places.find((one) => one.conversationId === conversationId)
      return [event.at, place?.expiresAt]
    }
    return { stage, ...stage, ana, bea, id, setTimer, lines, expiryOf }
  }
  const erasedIn = (entries: readonly { kind: string }[]) =>
    entries.find((entry): entry is MessagesErased => entry.kind === 'messages:erased')

  describe(`Messages of ${name}: disappearing`, () => {
    test('either side of a direct chat sets the timer, and all are told', async () => {
      const { ana, bea, id, setTimer, messages } = await make()
      const { committed } = await setTimer(bea, HOUR_MS)
      expect(committed.map(({ event, recipients }) => [event, [...recipients].sort()])).toEqual([
        [
          expect.objectContaining({ kind: 'conversation:timerChanged', actorId: bea, setTo: HOUR_MS }),
          [ana, bea].sort(),
        ],
      ])
      expect((await setTimer(ana, HOUR_MS)).committed).toEqual([])
      await setTimer(ana, null)
      const { entries } = await messages.since(bea, id, 1, 10)
      expect(entries).toMatchObject([{ setTo: HOUR_MS }, { setTo: null, conversation: { disappearAfterMs: null } }])
    })

    test('of a group, its admins alone do; nothing else of a direct chat can be set', async () => {
      const { stage, conversations, ana, id, setTimer } = await make()
      const group = await makeGroup(stage, 3)
      await expect(setTimer(group.second, HOUR_MS, group.id)).rejects.toMatchObject({ code: 'not_allowed' })
      expect((await setTimer(group.owner, HOUR_MS, group.id)).committed).toHaveLength(1)
      await expect(setTimer(await stage.newUser(), HOUR_MS)).rejects.toMatchObject({ code: 'not_found' })
      const both = { disappearAfterMs: HOUR_MS, pastOpen: true }
      await expect(conversations.change(ana, id, both)).rejects.toMatchObject({ code: 'not_allowed' })
    })

    test('applies to what is sent from then on, counted from when it was', async () => {
      const { stage, ana, id, setTimer, expiryOf } = await make()
      const before = await say(stage, ana, id)
      await setTimer(ana, HOUR_MS)
      const during = await say(stage, ana, id)
      await setTimer(ana, null)
      const after = await say(stage, ana, id)
      expect((await expiryOf(before))[1]).toBeUndefined()
      expect((await expiryOf(after))[1]).toBeUndefined()
      const [at, expiresAt = ''] = await expiryOf(during)
      expect(Date.parse(expiresAt) - Date.parse(at)).toBe(HOUR_MS)
    })

    test('is told in the answer to the sender and in the event', async () => {
      const { messages, ana, id, setTimer } = await make()
      await setTimer(ana, HOUR_MS)
      const [result] = await messages.send([newMessage(ana, id)])
      if (!result?.ok) throw new Error('It was refused.')
      const expiresAt = new Date(Date.parse(result.sent.sentAt) + HOUR_MS).toISOString()
      const places = [{ conversationId: id, seq: 3, expiresAt }]
      expect(result.sent.places).toEqual(places)
      expect(result.committed?.posted.map(({ event }) => event.message.places)).toEqual([places])
    })

    test('counts in each place from when it came there, by the timer there', async () => {
      const { stage, conversations, messages, ana, id, setTimer, expiryOf } = await make()
      const { conversationId: other } = await conversations.openDirect(ana, await stage.newUser())
      const seq = await say(stage, ana, id)
      await setTimer(ana, HOUR_MS, other)
      const { placed } = await messages.place(ana, id, seq, [{ conversationId: other }])
      const there = placed.places.find(({ conversationId }) => conversationId === other)
      const [at, expiresAt = ''] = await expiryOf(there?.seq ?? 0, other)
      expect(there?.expiresAt).toBe(expiresAt)
      expect(Date.parse(expiresAt) - Date.parse(at)).toBe(HOUR_MS)
      expect((await expiryOf(seq))[1]).toBeUndefined()
    })

    test('what has expired goes with all that became of it, by one seq that says so', async () => {
      const { stage, messages, ana, bea, id, setTimer, lines, expire } = await make()
      await setTimer(ana, HOUR_MS)
      const first = await say(stage, ana, id, 'One')
      const second = await say(stage, ana, id, 'Two')
      await messages.change(bea, id, first, { kind: 'message:reacted', emoji: '👍' })
      await messages.change(ana, id, second, { kind: 'message:edited', text: 'Three', mentions: [] })
      await setTimer(ana, null)
      const kept = await say(stage, ana, id, 'Kept')
      const [told, ...more] = await expire(id)
      expect(more).toEqual([])
      expect(told).toMatchObject({ recipients: [ana, bea].sort((a, b) => Number(a) - Number(b)) })
      const event = {
        kind: 'messages:erased',
        conversationId: id,
        seq: kept + 1,
        erased: [{ from: first, to: kept - 2 }],
      }
      expect(told?.event).toMatchObject(event)
      expect((await lines(bea)).map(({ seq }) => seq)).toEqual([1, 2, kept - 1, kept])
      const { entries } = await messages.since(bea, id, 2, 100)
      expect(entries.map(({ kind, seq }) => [kind, seq])).toEqual([
        ['skip', kept - 2],
        ['conversation:timerChanged', kept - 1],
        ['message:posted', kept],
        ['messages:erased', kept + 1],
      ])
      expect(erasedIn(entries)).toMatchObject(event)
      expect(await expire(id)).toEqual([])
    })

    test('counts, the last line, quotes, stars and pins know nothing of it any more', async () => {
      const { stage, messages, ana, bea, id, setTimer, expire } = await make()
      const early = await say(stage, ana, id, 'Early')
      await setTimer(ana, HOUR_MS)
      const [said] = await messages.send([{ ...newMessage(ana, id), mentions: [bea] }])
      const seq = said?.ok ? (said.sent.places[0]?.seq ?? 0) : 0
      await messages.setOwn(bea, { conversationId: id, seqs: [seq], starred: true })
      await messages.change(ana, id, seq, { kind: 'message:pinned', pinned: true })
      expect((await messages.entry(bea, id)).state).toMatchObject({ unread: 2, mentions: 1 })
      await expire(id)
      const { state, lastEvent, lastSeq } = await messages.entry(bea, id)
      expect({ ...state, lastSeq }).toMatchObject({ unread: 1, mentions: 0, unreadAt: seq + 2, lastSeq: seq + 2 })
      expect(lastEvent).toMatchObject({ kind: 'conversation:timerChanged', seq: early + 1 })
      expect(await messages.quotes(bea, id, [seq])).toEqual([])
      expect(await messages.starred(bea, { limit: 10 })).toEqual([])
      expect((await messages.page(bea, { conversationId: id, limit: 10 })).pinned).toEqual([])
    })

    test('an answer to it stays, a late change or answer is refused, and a late retry finds that it was sent', async () => {
      const { stage, messages, ana, bea, id, setTimer, lines, expire } = await make()
      await setTimer(ana, HOUR_MS)
      const message = newMessage(ana, id)
      const [first] = await messages.send([message])
      const seq = first?.ok ? (first.sent.places[0]?.seq ?? 0) : 0
      await setTimer(ana, null)
      await messages.send([newMessage(bea, id, 'Indeed', seq)])
      await expire(id)
      expect((await lines(ana)).at(-1)).toMatchObject({ message: { text: 'Indeed', replyTo: seq } })
      const edit = { kind: 'message:edited', text: 'Late', mentions: [] } as const
      await expect(messages.change(ana, id, seq, edit)).rejects.toMatchObject({ code: 'not_found' })
      expect(await messages.send([newMessage(bea, id, 'Late', seq)])).toMatchObject([{ error: { code: 'invalid' } }])
      const [again] = await messages.send([message])
      expect(again).toMatchObject({ ok: true, sent: { messageId: first?.ok && first.sent.messageId, places: [] } })
      expect(again).not.toHaveProperty('committed')
      expect(await stage.messages.page(ana, { conversationId: id, limit: 10 })).toMatchObject({ events: { length: 4 } })
    })

    test('in another of its places it stays', async () => {
      const { stage, conversations, messages, ana, bea, id, setTimer, lines, expire } = await make()
      const { conversationId: other } = await conversations.openDirect(ana, await stage.newUser())
      await setTimer(bea, HOUR_MS)
      const places: { conversationId: ConversationId }[] = [{ conversationId: id }, { conversationId: other }]
      await messages.send([{ ...newMessage(ana, id), places }])
      await expire(id)
      expect((await lines(ana)).map(({ kind }) => kind)).not.toContain('message:posted')
      const [event] = (await lines(ana, other)).slice(-1)
      expect(event).toMatchObject({ message: { text: 'Hello', places: [{ conversationId: other, seq: 2 }] } })
      expect((await expire(other)).length).toBe(0)
    })

    test('who has left loses it too; who came later skips the seq', async () => {
      const { stage, conversations, messages, setTimer, expire } = await make()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await setTimer(owner, HOUR_MS, id)
      const seq = await say(stage, owner, id)
      await conversations.removeMember(owner, id, second)
      const late = await stage.newUser()
      await conversations.addMembers(owner, id, [late], 5)
      const told = await expire(id)
      const recipients = told.map((one) => [...one.recipients].sort())
      expect(recipients).toEqual([[owner, second, third].sort(), []])
      expect(told[1]?.skipping).toEqual([late])
      const page = await messages.page(second, { conversationId: id, limit: 10 })
      expect(page.events.map((event) => event.seq)).not.toContain(seq)
      expect(erasedIn((await messages.since(second, id, seq, 10)).entries)).toMatchObject({
        erased: [{ from: seq, to: seq }],
      })
      const { entries } = await messages.since(late, id, seq + 2, 10)
      expect(entries).toMatchObject([{ kind: 'skip', seq: seq + 3 }])
    })
  })
}
