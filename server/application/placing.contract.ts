import { describe, expect, test } from 'vitest'
import type { LogEvent, Message, Place } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { PlaceMoreInput } from '@/contracts/inputs'
import { LIMITS } from '@/server/domain/limits'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'
import type { Committed } from './log-ports'

type Places = PlaceMoreInput['places']

/** Placing messages that were sent, in more conversations. */
export function describePlacing(name: string, open: () => Promise<ConversationStage>): void {
  /** Ana's message in a first group of Ana, Bea and Carl. */
  const make = async () => {
    const stage = await open()
    const { id, owner: ana, second: bea, third: carl } = await makeGroup(stage, 3)
    const group = async (people: readonly UserId[], by = ana) => {
      const input = { name: 'Lake', userIds: people, pictureId: null, maxMembers: 9 }
      return (await stage.conversations.createGroup(by, input)).conversationId
    }
    const seq = await say(stage, ana, id, 'Hello')
    const place = (places: Places, userId = ana, at: Place = { conversationId: id, seq }) =>
      stage.messages.place(userId, at.conversationId, at.seq, places)
    const refused = (...asked: Parameters<typeof place>) =>
      place(...asked).then(
        () => ({ code: 'done', message: '' }),
        (error: { code: string; message: string }) => error,
      )
    const shown = async (userId: UserId, at: Place): Promise<Message | undefined> => {
      const { events } = await stage.messages.page(userId, { conversationId: at.conversationId, limit: 100 })
      const event = events.find((one) => one.seq === at.seq)
      return event?.kind === 'message:posted' ? event.message : undefined
    }
    return { stage, id, seq, ana, bea, carl, group, place, refused, shown }
  }
  const to = (conversationId: ConversationId): Places[number] => ({ conversationId })
  const lastSeq = async (stage: ConversationStage, userId: UserId, id: ConversationId) =>
    (await stage.messages.entry(userId, id)).lastSeq
  const toldTo = (committed: readonly Committed[] | undefined, userId: UserId) =>
    (committed ?? []).filter(({ recipients }) => recipients.includes(userId)).map(({ event }) => event)

  describe(`MessageLog of ${name}: adding places`, () => {
    test('the same message stands in the new place, and says so in the old one', async () => {
      const { stage, id, seq, ana, bea, group, place, shown } = await make()
      const lake = await group([bea])
      const { placed } = await place([to(lake)])
      const places = [
        { conversationId: id, seq },
        { conversationId: lake, seq: 2 },
      ]
      expect(placed).toMatchObject({ places })
      for (const userId of [ana, bea]) {
        const [there, here] = [
          await shown(userId, { conversationId: lake, seq: 2 }),
          await shown(userId, { conversationId: id, seq }),
        ]
        expect(there).toMatchObject({ id: placed.messageId, text: 'Hello', senderId: ana, places, changedSeq: 2 })
        expect(here).toMatchObject({ id: placed.messageId, places, changedSeq: seq + 1 })
      }
      expect(await say(stage, ana, lake)).toBe(3)
      expect((await stage.messages.since(bea, id, seq, 9)).entries).toMatchObject([
        { kind: 'message:placed', seq: seq + 1, target: seq, actorId: ana, message: { places } },
      ])
    })

    test('it comes there now: the time of its posting goes up with the seqs, sentAt says when it was said first', async () => {
      const { stage, id, seq, ana, bea, group, place, shown } = await make()
      const lake = await group([bea])
      await say(stage, bea, lake, 'Later than that')
      const first = await shown(ana, { conversationId: id, seq })
      await place([to(lake)])
      await say(stage, bea, lake, 'And later')
      const { events } = await stage.messages.page(ana, { conversationId: lake, limit: 9 })
      const times = events.map(({ at }) => at)
      expect(times).toEqual([...times].sort())
      expect(events[2]).toMatchObject({ kind: 'message:posted', message: { sentAt: first?.sentAt } })
      expect((times[2] ?? '') > (first?.sentAt ?? '')).toBe(true)
      expect((await stage.messages.entry(bea, lake)).lastEvent).toMatchObject({ seq: 4 })
    })

    test('the times of the old place go up with the seqs, too', async () => {
      const { stage, id, seq, ana, bea, group, place } = await make()
      for (let round = 0; round < 5; round++) {
        await place([to(await group([bea]))])
        await stage.messages.change(ana, id, seq, { kind: 'message:pinned', pinned: round % 2 === 0 })
      }
      const { entries } = await stage.messages.since(bea, id, seq - 1, 99)
      const times = entries.map((entry) => (entry.kind === 'skip' ? '' : entry.at))
      expect(times).toHaveLength(11)
      expect(times).toEqual([...times].sort())
    })

    test('who sees it in new places alone is told once; who has it already, place by place', async () => {
      const { stage, id, seq, ana, bea, carl, group, place } = await make()
      const dora = await stage.newUser()
      const [lake, town] = [await group([bea, dora]), await group([dora])]
      const { committed } = await place([to(lake), to(town)])
      expect(toldTo(committed?.posted, dora)).toMatchObject([
        { kind: 'message:posted', message: { places: [to(lake), to(town)].map((one) => ({ ...one, seq: 2 })) } },
      ])
      expect(toldTo(committed?.appended, dora)).toEqual([])
      for (const [userId, told] of [
        [
          ana,
          [
            [id, 'message:placed'],
            [lake, 'message:posted'],
            [town, 'message:posted'],
          ],
        ],
        [
          bea,
          [
            [id, 'message:placed'],
            [lake, 'message:posted'],
          ],
        ],
        [carl, [[id, 'message:placed']]],
      ] as const) {
        expect(toldTo(committed?.posted, userId)).toEqual([])
        const events = toldTo(committed?.appended, userId)
        expect(events.map(({ conversationId, kind }) => [conversationId, kind])).toEqual(told)
        for (const event of events) expect(event).toEqual(await readAgain(stage, userId, event))
      }
      expect(toldTo(committed?.appended, carl)).toMatchObject([{ message: { places: [{ conversationId: id, seq }] } }])
    })

    test('a direct chat is opened for it where there is none', async () => {
      const { stage, ana, place } = await make()
      const emil = await stage.newUser()
      const { placed, committed } = await place([{ userId: emil }])
      const direct = placed.places.at(-1)
      expect(committed?.opened.map(({ event }) => event.kind)).toEqual(['conversation:created'])
      expect((await stage.messages.overview(emil)).entries).toMatchObject([
        { conversation: { id: direct?.conversationId, kind: 'direct' }, state: { unread: 1 }, lastEvent: { seq: 2 } },
      ])
      const again = await place([{ userId: emil }])
      expect(again).toEqual({ placed })
      expect((await stage.conversations.openDirect(ana, emil)).created).toBe(false)
    })

    test('the same again changes nothing, also beside a new place', async () => {
      const { stage, id, seq, ana, bea, group, place } = await make()
      const [lake, town] = [await group([bea]), await group([bea])]
      const first = await place([to(lake), to(lake), to(id)])
      expect(await place([to(lake)])).toEqual({ placed: first.placed })
      expect(await lastSeq(stage, ana, id)).toBe(seq + 1)
      expect((await place([to(lake), to(town)])).placed.places).toHaveLength(3)
      expect(await lastSeq(stage, ana, lake)).toBe(3)
      await stage.conversations.removeMember(ana, town, ana)
      expect((await place([to(lake), to(town)])).committed).toBeUndefined()
    })

    test('only its sender adds places, to what they see, where they may write', async () => {
      const { stage, id, seq, ana, bea, carl, group, refused } = await make()
      const stranger = await stage.newUser()
      const [lake, theirs, closed, left] = [
        await group([bea]),
        await group([carl], bea),
        await group([bea]),
        await group([bea, carl]),
      ]
      await stage.conversations.removeMember(bea, closed, bea)
      await stage.conversations.removeMember(ana, left, ana)
      expect(await refused([to(lake)], bea)).toMatchObject({ code: 'not_allowed' })
      expect(await refused([to(lake)], stranger)).toMatchObject({ code: 'not_found' })
      expect(await refused([to(lake)], ana, { conversationId: id, seq: 1 })).toMatchObject({ code: 'not_found' })
      expect(await refused([to(lake)], ana, { conversationId: id, seq: 99 })).toMatchObject({ code: 'not_found' })
      for (const [place, code] of [
        [to(theirs), 'not_found'],
        [to('999999'), 'not_found'],
        [{ userId: '999999' }, 'not_found'],
        [to(left), 'not_allowed'],
        [to(closed), 'closed'],
      ] as const) {
        expect(await refused([to(lake), place])).toMatchObject({ code })
      }
      expect(await lastSeq(stage, bea, lake)).toBe(1)
      expect(await lastSeq(stage, bea, id)).toBe(seq)
      expect((await refused([to(lake), to(closed)])).message).toMatch('“Lake”: ')
    })

    test('a refusal opens no chat', async () => {
      const { stage, ana, bea, group, refused } = await make()
      const emil = await stage.newUser()
      const closed = await group([bea])
      await stage.conversations.removeMember(bea, closed, bea)
      expect(await refused([{ userId: emil }, to(closed)])).toMatchObject({ code: 'closed' })
      expect((await stage.messages.overview(emil)).entries).toEqual([])
      expect((await stage.conversations.openDirect(ana, emil)).created).toBe(true)
    })

    test('who has left, and a closed group, add nothing from there', async () => {
      const { stage, id, seq, ana, bea, carl, group, refused } = await make()
      const [lake, second] = [await group([bea]), await group([carl], bea)]
      const theirs = await say(stage, bea, id)
      await stage.conversations.removeMember(ana, id, bea)
      expect(await refused([to(second)], bea, { conversationId: id, seq: theirs })).toMatchObject({
        code: 'not_allowed',
      })
      await stage.conversations.removeMember(ana, id, carl)
      expect(await refused([to(lake)], ana, { conversationId: id, seq })).toMatchObject({ code: 'closed' })
    })

    test('a deleted message gets no place, nor comes back to where an admin deleted it', async () => {
      const { stage, id, seq, ana, bea, carl, group, place, refused } = await make()
      const lake = await group([ana, carl], bea)
      const town = await group([bea])
      const { placed } = await place([to(lake)])
      const there = placed.places.find(({ conversationId }) => conversationId === lake) ?? {
        conversationId: '',
        seq: 0,
      }
      await stage.messages.change(bea, lake, there.seq, { kind: 'message:deleted' })
      expect(await refused([to(town)], ana, there)).toMatchObject({ code: 'gone' })
      const { code, message } = await refused([to(lake)])
      expect({ code, message }).toEqual({ code: 'gone', message: expect.stringContaining('“Lake”') })
      expect((await place([to(town)])).placed.places).toHaveLength(3)
      expect(await lastSeq(stage, ana, lake)).toBe(there.seq + 1)
      await stage.messages.change(ana, id, seq, { kind: 'message:deleted' })
      expect(await refused([to(town)])).toMatchObject({ code: 'gone' })
    })

    test('what becomes of it later counts in all places', async () => {
      const { stage, id, seq, ana, bea, group, place, shown } = await make()
      const lake = await group([bea])
      await stage.messages.change(ana, id, seq, { kind: 'message:edited', text: 'Better', mentions: [] })
      await place([to(lake)])
      expect(await shown(bea, { conversationId: lake, seq: 2 })).toMatchObject({ text: 'Better' })
      expect(await stage.messages.versions(bea, lake, 2)).toMatchObject([{ text: 'Hello' }])
      await stage.messages.change(ana, lake, 2, { kind: 'message:edited', text: 'Best', mentions: [] })
      expect(await shown(bea, { conversationId: id, seq })).toMatchObject({ text: 'Best' })
      await stage.messages.change(ana, id, seq, { kind: 'message:deleted' })
      expect(await shown(bea, { conversationId: lake, seq: 2 })).toMatchObject({ text: '', deleted: { by: ana } })
    })

    test('reactions, pins and what it answers stay where they are', async () => {
      const { stage, id, ana, bea, group, place, shown } = await make()
      const lake = await group([bea])
      const [sent] = await stage.messages.send([newMessage(ana, id, 'An answer', 2)])
      const at = sent?.ok ? sent.sent.places[0] : undefined
      if (!at) throw new Error('It was not sent.')
      await stage.messages.change(bea, id, at.seq, { kind: 'message:reacted', emoji: '👍' })
      await stage.messages.change(ana, id, at.seq, { kind: 'message:pinned', pinned: true })
      await place([to(lake)], ana, at)
      expect(await shown(bea, { conversationId: lake, seq: 2 })).toMatchObject({
        replyTo: null,
        reactions: [],
        pinned: null,
      })
      const old = { replyTo: 2, reactions: [{ emoji: '👍', userIds: [bea] }], pinned: { by: ana } }
      expect(await shown(bea, at)).toMatchObject(old)
    })

    test('those it mentions are mentioned where they are', async () => {
      const { stage, id, ana, bea, carl, group, place, shown } = await make()
      const lake = await group([bea])
      const [sent] = await stage.messages.send([{ ...newMessage(ana, id, '@b @c'), mentions: [bea, carl] }])
      const at = sent?.ok ? sent.sent.places[0] : undefined
      if (!at) throw new Error('It was not sent.')
      const { committed } = await place([to(lake)], ana, at)
      const inLake = toldTo(committed?.appended, bea).find(({ conversationId }) => conversationId === lake)
      expect(inLake).toMatchObject({ message: { mentions: [bea, carl].sort((a, b) => Number(a) - Number(b)) } })
      const dora = await stage.newUser()
      await stage.conversations.addMembers(ana, lake, [dora], 9)
      const town = await group([dora, bea])
      const { committed: more } = await place([to(town)], ana, at)
      expect(toldTo(more?.posted, dora)).toMatchObject([{ message: { mentions: [bea] } }])
      expect((await shown(dora, { conversationId: town, seq: 2 }))?.mentions).toEqual([bea])
    })

    test('who left an old place before learns nothing of the new one there', async () => {
      const { stage, id, seq, ana, bea, carl, group, place, shown } = await make()
      const lake = await group([bea, carl])
      await stage.conversations.removeMember(ana, id, carl)
      const { committed } = await place([to(lake)])
      expect(toldTo(committed?.appended, carl).map(({ conversationId }) => conversationId)).toEqual([lake])
      expect(await shown(carl, { conversationId: id, seq })).toMatchObject({ places: [{ conversationId: id, seq }] })
      expect((await shown(carl, { conversationId: lake, seq: 2 }))?.places).toHaveLength(2)
      expect((await shown(bea, { conversationId: id, seq }))?.places).toHaveLength(2)
    })

    test('who may not see it in an old place skips what happens there', async () => {
      const { stage, id, seq, ana, bea, group, place } = await make()
      const late = await stage.newUser()
      await stage.conversations.addMembers(ana, id, [late], 9)
      const { committed } = await place([to(await group([bea]))])
      const skipping = (committed?.appended ?? []).flatMap((one) =>
        one.event.conversationId === id ? (one.skipping ?? []) : [],
      )
      expect(skipping).toEqual([late])
      expect((await stage.messages.since(late, id, seq + 1, 9)).entries).toEqual([
        { kind: 'skip', conversationId: id, from: seq + 2, seq: seq + 2 },
      ])
    })

    test('who came to an old place later skips a change, also when nobody is left there who sees the message', async () => {
      const { stage, id, ana, bea, carl, group, place } = await make()
      const lake = await group([bea])
      await place([to(lake)])
      const late = await stage.newUser()
      await stage.conversations.addMembers(ana, id, [late], 9)
      for (const userId of [bea, carl, ana]) await stage.conversations.removeMember(userId, id, userId)
      const edited = { kind: 'message:edited', text: 'Better', mentions: [] } as const
      const { committed } = await stage.messages.change(ana, lake, 2, edited)
      const there = committed.filter(({ event }) => event.conversationId === id)
      expect(there.map(({ recipients, skipping }) => [recipients, skipping])).toEqual([[[], [late]]])
      expect(there[0]?.event.seq).toBe(await lastSeq(stage, late, id))
    })

    test('it is unread once in each new place, and its info has all of them', async () => {
      const { stage, id, seq, ana, bea, carl, group, place } = await make()
      await stage.messages.moveMarks(bea, [{ conversationId: id, delivered: seq, read: seq, seen: seq }])
      const lake = await group([bea])
      await place([to(lake)])
      expect((await stage.messages.entry(bea, id)).state.unread).toBe(0)
      expect((await stage.messages.entry(bea, lake)).state.unread).toBe(1)
      expect((await stage.messages.entry(ana, lake)).state.unread).toBe(0)
      const { places } = await stage.messages.info(ana, lake, 2)
      expect(
        places.map(({ conversationId, recipients }) => [conversationId, recipients.map(({ userId }) => userId)]),
      ).toEqual([
        [id, [bea, carl].sort((a, b) => Number(a) - Number(b))],
        [lake, [bea]],
      ])
    })

    test('a late retry of the send finds all places', async () => {
      const { stage, id, ana, bea, group, place } = await make()
      const lake = await group([bea])
      const message = newMessage(ana, id)
      const [first] = await stage.messages.send([message])
      const at = first?.ok ? first.sent.places[0] : undefined
      if (!at) throw new Error('It was not sent.')
      const { placed } = await place([to(lake)], ana, at)
      expect(await stage.messages.send([message])).toMatchObject([{ ok: true, sent: placed }])
    })

    test('a message has only so many places, all told', async () => {
      const { stage, ana, place, refused } = await make()
      const ids: ConversationId[] = []
      for (let i = 0; i < LIMITS.placesMax; i++) {
        const other = await stage.newUser()
        ids.push((await stage.conversations.openDirect(ana, other)).conversationId)
      }
      const { code, message } = await refused(ids.map(to))
      expect({ code, message }).toEqual({
        code: 'invalid',
        message: expect.stringContaining(`${LIMITS.placesMax - 1} more`),
      })
      const { placed } = await place(ids.slice(1).map(to))
      expect(placed.places).toHaveLength(LIMITS.placesMax)
      expect(await refused(ids.slice(0, 1).map(to))).toMatchObject({ code: 'invalid' })
      expect((await place(ids.slice(1).map(to))).placed).toEqual(placed)
    })
  })

  async function readAgain(stage: ConversationStage, userId: UserId, event: LogEvent): Promise<unknown> {
    const { entries } = await stage.messages.since(userId, event.conversationId, event.seq - 1, 1)
    return entries[0]
  }
}
