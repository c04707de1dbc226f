import { describe, expect, test } from 'vitest'
import type { Skip } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import { digestOf } from '@/server/domain/heads'
import { LIMITS } from '@/server/domain/limits'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'

const STRANGE_ID = '999999999'

export function describeMessageLog(name: string, open: () => Promise<ConversationStage>): void {
  describe(`MessageLog of ${name}: sending`, () => {
    test('a message takes the next seq and reaches everybody in the conversation', async () => {
      const stage = await open()
      const { id, people, owner } = await makeGroup(stage, 3)
      const message = newMessage(owner, id, 'Hello 👋 there')
      const [result] = await stage.messages.send([message])
      expect(result).toMatchObject({
        ok: true,
        sent: { places: [{ conversationId: id, seq: 2 }] },
        committed: {
          opened: [],
          posted: [{ event: { kind: 'message:posted', seq: 2, actorId: owner, message: { text: message.text } } }],
        },
      })
      if (!result?.ok) return
      const [posted] = result.committed?.posted ?? []
      expect([...(posted?.recipients ?? [])].sort()).toEqual([...people].sort())
      expect((await stage.messages.page(owner, { conversationId: id, limit: 1 })).events).toEqual([posted?.event])
    })

    test('a retry answers what the first attempt did, and takes no seq', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const message = newMessage(owner, id)
      const [first] = await stage.messages.send([message])
      const [retry] = await stage.messages.send([
        { ...message, text: 'changed', clientId: message.clientId.toUpperCase() },
      ])
      expect(retry).toEqual({ ok: true, sent: first?.ok && first.sent })
      expect(await say(stage, owner, id)).toBe(3)
    })

    test('a retry still finds the first after its sender was removed', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      const message = newMessage(second, id)
      await stage.messages.send([message])
      await stage.conversations.removeMember(owner, id, second)
      expect(await stage.messages.send([message])).toMatchObject([{ ok: true, sent: { places: [{ seq: 2 }] } }])
    })

    test('the same clientId twice in a list is one message; of different senders it is two', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const message = newMessage(owner, id)
      const results = await stage.messages.send([message, message, { ...message, senderId: second }])
      expect(
        results.map((result) => result.ok && [result.sent.places[0]?.seq, result.committed !== undefined]),
      ).toEqual([
        [2, true],
        [2, false],
        [3, true],
      ])
    })

    test('in a list each send has its own result, and a bad one takes no seq', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const stranger = await stage.newUser()
      const results = await stage.messages.send([
        newMessage(owner, id),
        newMessage(stranger, id),
        newMessage(owner, STRANGE_ID),
        newMessage(owner, id),
      ])
      expect(results.map((result) => (result.ok ? result.sent.places[0]?.seq : result.error.code))).toEqual([
        2,
        'not_found',
        'not_found',
        3,
      ])
    })

    test('who has left is told so; a stranger can not tell absent from forbidden', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 3)
      await stage.conversations.removeMember(owner, id, second)
      await expect(say(stage, second, id)).rejects.toMatchObject({ code: 'not_allowed' })
      const stranger = await stage.newUser()
      const errors = await Promise.all([id, STRANGE_ID].map((to) => say(stage, stranger, to).catch((error) => error)))
      expect(errors[0]).toEqual(errors[1])
    })

    test('a closed group takes no message', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await stage.conversations.removeMember(owner, id, second)
      await expect(say(stage, owner, id)).rejects.toMatchObject({ code: 'closed' })
    })

    test('sentAt never goes back, and createdAt is kept as the sender said it', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await stage.messages.send([owner, second, owner].map((sender) => newMessage(sender, id)))
      await say(stage, second, id)
      const { events } = await stage.messages.page(owner, { conversationId: id, after: 1, limit: 10 })
      const times = events.map((event) => (event.kind === 'message:posted' ? event.message.sentAt : ''))
      expect(times).toEqual([...times].sort())
      expect(events[0]).toMatchObject({ message: { createdAt: '2026-01-02T03:04:05.678Z' } })
    })
  })

  describe(`MessageLog of ${name}: history`, () => {
    const seqs = (entries: readonly { readonly seq: number }[]) => entries.map(({ seq }) => seq)

    test('pages are runs of events, oldest first, that say whether there is more', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      for (let i = 2; i <= 10; i++) await say(stage, owner, id)
      const page = async (input: { before?: number; after?: number; around?: number; limit: number }) => {
        const { events, readAt, atStart, atEnd } = await stage.messages.page(owner, { conversationId: id, ...input })
        expect(readAt).toBe(10)
        return [seqs(events), atStart, atEnd]
      }
      expect(await page({ limit: 3 })).toEqual([[8, 9, 10], false, true])
      expect(await page({ before: 4, limit: 5 })).toEqual([[1, 2, 3], true, false])
      expect(await page({ before: 1, limit: 5 })).toEqual([[], true, false])
      expect(await page({ after: 2, limit: 3 })).toEqual([[3, 4, 5], false, false])
      expect(await page({ after: 10, limit: 3 })).toEqual([[], false, true])
      expect(await page({ after: 2_147_483_647, limit: 3 })).toEqual([[], false, true])
      expect(await page({ around: 5, limit: 4 })).toEqual([[3, 4, 5, 6], false, false])
      expect(await page({ around: 10, limit: 4 })).toEqual([[7, 8, 9, 10], false, true])
      expect(await page({ around: 0, limit: 4 })).toEqual([[1, 2, 3, 4], true, false])
      expect(await page({ around: 2_147_483_647, limit: 2 })).toEqual([[9, 10], false, true])
      expect(await page({ limit: 100 })).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], true, true])
    })

    test('who joins sees from there on; who leaves sees what came before; a second stay adds to the first', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await say(stage, owner, id)
      await stage.conversations.removeMember(owner, id, third)
      await say(stage, owner, id)
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], 10)
      await say(stage, second, id)
      const visible = async (userId: string) => {
        const { events, ...rest } = await stage.messages.page(userId, { conversationId: id, limit: 100 })
        return { seqs: seqs(events), ...rest }
      }
      expect(await visible(third)).toMatchObject({ seqs: [1, 2, 3], readAt: 3, atStart: true, atEnd: true })
      expect(await visible(late)).toMatchObject({ seqs: [5, 6], readAt: 6, atStart: true, atEnd: true })
      await stage.conversations.addMembers(owner, id, [third], 10)
      expect(await visible(third)).toMatchObject({ seqs: [1, 2, 3, 7], readAt: 7, atStart: true, atEnd: true })
      const { events } = await stage.messages.page(third, { conversationId: id, before: 7, limit: 2 })
      expect(seqs(events)).toEqual([2, 3])
    })

    test('since has a skip for what is not theirs, so that everybody gets to the end', async () => {
      const stage = await open()
      const { id, owner, third } = await makeGroup(stage, 3)
      await stage.conversations.removeMember(owner, id, third)
      await say(stage, owner, id)
      await say(stage, owner, id)
      await stage.conversations.addMembers(owner, id, [third], 10)
      await say(stage, owner, id)
      const { entries, last } = await stage.messages.since(third, id, 1, 500)
      const skip: Skip = { kind: 'skip', conversationId: id, from: 3, seq: 4 }
      expect([seqs(entries), entries[1], last]).toEqual([[2, 4, 5, 6], skip, 6])
      expect(seqs((await stage.messages.since(third, id, 2, 1)).entries)).toEqual([4, 5])
      expect(await stage.messages.since(third, id, 6, 1)).toEqual({ entries: [], last: 6 })
      expect(await stage.messages.since(third, id, 2_147_483_647, 1)).toEqual({ entries: [], last: 6 })
    })

    test('nothing of another’s conversation can be read', async () => {
      const stage = await open()
      const { id, owner } = await makeGroup(stage, 2)
      const seq = await say(stage, owner, id)
      const stranger = await stage.newUser()
      for (const conversationId of [id, STRANGE_ID]) {
        const refused = { code: 'not_found' }
        await expect(stage.messages.page(stranger, { conversationId, limit: 9 })).rejects.toMatchObject(refused)
        await expect(stage.messages.since(stranger, conversationId, 0, 9)).rejects.toMatchObject(refused)
        await expect(stage.messages.entry(stranger, conversationId)).rejects.toMatchObject(refused)
        await expect(stage.messages.info(stranger, conversationId, seq)).rejects.toMatchObject(refused)
        expect(await stage.messages.moveMarks(stranger, [{ conversationId, read: 2, seen: 2 }])).toEqual({
          states: [],
          receipts: [],
        })
      }
      expect((await stage.messages.overview(stranger)).entries).toEqual([])
    })
  })

  describe(`MessageLog of ${name}: marks`, () => {
    test('they move forward only, and not past the end', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await say(stage, owner, id)
      await say(stage, owner, id)
      const move = async (marks: { delivered?: number; read?: number; seen?: number }) => {
        const { states } = await stage.messages.moveMarks(second, [{ conversationId: id, ...marks }])
        return [states[0]?.delivered, states[0]?.state.read, states[0]?.state.unread, states[0]?.state.version]
      }
      expect(await move({ read: 2 })).toEqual([1, 2, 1, 2])
      expect(await move({ delivered: 2_000_000_000, read: 1 })).toEqual([3, 2, 1, 2])
      expect(await move({ read: 3, delivered: 1 })).toEqual([3, 3, 0, 3])
      expect(await move({})).toEqual([3, 3, 0, 3])
    })

    test('reading on takes back that it was marked unread', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await say(stage, owner, id)
      await stage.conversations.setPrivateState(second, { conversationId: id, markedUnread: true })
      const marked = async (read: number) => {
        const { states } = await stage.messages.moveMarks(second, [{ conversationId: id, read }])
        return states[0]?.state.markedUnread
      }
      expect([await marked(1), await marked(2)]).toEqual([true, false])
    })

    test('a receipt is how far all others are, and goes to those whose messages were covered', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await say(stage, owner, id)
      await say(stage, second, id)
      const move = async (userId: string, marks: { delivered?: number; seen?: number }) =>
        (await stage.messages.moveMarks(userId, [{ conversationId: id, ...marks }])).receipts
      const told = (userId: string, delivered: number, seen: number) => ({
        userId,
        conversationId: id,
        receipts: { delivered, seen },
      })
      expect(await move(third, { delivered: 3 })).toEqual([told(owner, 0, 0), told(second, 0, 0)])
      expect(await move(second, { seen: 2 })).toEqual([told(owner, 2, 0)])
      expect(await move(third, { seen: 3 })).toEqual([told(owner, 2, 2), told(second, 0, 0)])
      expect(await move(third, { seen: 3 })).toEqual([])
      expect(await move(owner, { seen: 3 })).toEqual([told(second, 3, 3)])
      expect((await stage.messages.entry(owner, id)).receipts).toEqual({ delivered: 2, seen: 2 })
    })

    test('in a chat of two who moves moves alone, and the other’s receipts follow', async () => {
      const stage = await open()
      const [one, two] = [await stage.newUser(), await stage.newUser()]
      const { conversationId: id } = await stage.conversations.openDirect(one, two)
      const [first, second] = [await say(stage, one, id), await say(stage, two, id)]
      const before = await stage.messages.entry(one, id)
      const move = (userId: string, marks: { delivered?: number; read?: number; seen?: number }) =>
        stage.messages.moveMarks(userId, [{ conversationId: id, ...marks }])
      const { states, receipts } = await move(two, { delivered: first })
      expect(states).toMatchObject([{ conversationId: id, delivered: first, state: { unread: 1 } }])
      expect(receipts).toEqual([{ userId: one, conversationId: id, receipts: { delivered: first, seen: 0 } }])
      expect(await stage.messages.entry(one, id)).toEqual({ ...before, receipts: { delivered: first, seen: 0 } })
      await Promise.all([move(one, { read: second, seen: second }), move(two, { read: first, seen: first })])
      expect(await stage.messages.entry(one, id)).toMatchObject({
        delivered: second,
        state: { read: second, unread: 0, version: before.state.version + 1 },
        receipts: { delivered: first, seen: first },
      })
      expect(await stage.messages.entry(two, id)).toMatchObject({
        delivered: first,
        state: { read: first, unread: 0 },
        receipts: { delivered: second, seen: second },
      })
    })

    test('who leaves without a message is not waited for', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const seq = await say(stage, owner, id)
      await stage.messages.moveMarks(second, [{ conversationId: id, seen: seq }])
      const { receipts } = await stage.conversations.removeMember(third, id, third)
      expect(receipts).toEqual([{ userId: owner, conversationId: id, receipts: { delivered: seq, seen: seq } }])
      const recipients = (await stage.messages.info(owner, id, seq)).places[0]?.recipients ?? []
      expect(recipients.map(({ userId }) => userId)).toEqual([second])
    })

    test('info says who got a message and when; who came later is no recipient, even with the past open', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      const seq = await say(stage, owner, id)
      await stage.conversations.change(owner, id, { pastOpen: true })
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], 10)
      await stage.messages.moveMarks(late, [{ conversationId: id, seen: 99 }])
      await stage.messages.moveMarks(second, [{ conversationId: id, delivered: seq }])
      await stage.messages.moveMarks(second, [{ conversationId: id, seen: seq + 1 }])
      const { places } = await stage.messages.info(owner, id, seq)
      expect(places).toMatchObject([{ conversationId: id, seq }])
      const recipients = places[0]?.recipients ?? []
      const [got, waiting] = [second, third].map((userId) => recipients.find((one) => one.userId === userId))
      expect(got).toEqual({ userId: second, deliveredAt: expect.any(String), seenAt: expect.any(String) })
      expect(waiting).toEqual({ userId: third, deliveredAt: null, seenAt: null })
      expect(recipients).toHaveLength(2)
      for (const [userId, at] of [
        [second, seq],
        [owner, 1],
        [owner, 99],
      ] as const) {
        await expect(stage.messages.info(userId, id, at)).rejects.toMatchObject({ code: 'not_found' })
      }
    })
  })

  describe(`MessageLog of ${name}: the overview`, () => {
    test('has every conversation with its newest visible event, cut short, and what is unread', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      const direct = await stage.conversations.openDirect(second, owner)
      await say(stage, owner, id)
      await say(stage, owner, id, '🦊'.repeat(LIMITS.previewChars + 1))
      await say(stage, second, direct.conversationId)
      const { entries, people, privateVersion } = await stage.messages.overview(second)
      const entry = entries.find(({ conversation }) => conversation.id === id)
      expect(entries).toHaveLength(2)
      expect(entry).toMatchObject({
        conversation: { kind: 'group', name: 'Hiking', closed: false },
        member: { userId: second, role: 'member', active: true },
        lastSeq: 3,
        lastEvent: { seq: 3, message: { text: '🦊'.repeat(LIMITS.previewChars) } },
        state: { unread: 2, unreadAt: 3 },
      })
      expect(people.map((person) => person.id)).toEqual([owner])
      expect(privateVersion).toBe(1)
      expect(await stage.messages.entry(second, id)).toEqual(entry)
    })

    test('one’s own messages are never unread', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await say(stage, owner, id)
      await say(stage, second, id)
      expect((await stage.messages.entry(second, id)).state.unread).toBe(1)
      expect((await stage.messages.entry(owner, id)).state.unread).toBe(1)
    })

    test('who has left is shown nothing that came later', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 4)
      await stage.conversations.removeMember(owner, id, third)
      const before = await stage.messages.entry(third, id)
      const [page, members] = await Promise.all([
        stage.messages.page(third, { conversationId: id, limit: 9 }),
        stage.conversations.members(third, id),
      ])
      await say(stage, owner, id)
      await stage.conversations.change(owner, id, { name: 'Secret' })
      await stage.conversations.setRole(owner, id, second, 'admin')
      await stage.conversations.addMembers(owner, id, [await stage.newUser()], 10)
      expect(await stage.messages.entry(third, id)).toEqual(before)
      expect(await stage.messages.page(third, { conversationId: id, limit: 9 })).toEqual(page)
      expect(await stage.conversations.members(third, id)).toEqual(members)
      expect((await stage.conversations.forMember(third, id)).conversation.name).toBe('Hiking')
    })

    test('heads of many users come in one answer', async () => {
      const stage = await open()
      const { id, owner, second, third } = await makeGroup(stage, 3)
      await stage.conversations.removeMember(owner, id, third)
      await say(stage, owner, id)
      await stage.messages.moveMarks(second, [{ conversationId: id, read: 3, seen: 3 }])
      const lonely = await stage.newUser()
      const heads = await stage.messages.heads(
        new Map([
          [owner, ''],
          [second, ''],
          [third, ''],
          [lonely, ''],
          [STRANGE_ID, ''],
        ]),
      )
      const head = (lastSeq: number, stateVersion: number, receipts: object) => ({
        heads: [{ conversationId: id, lastSeq, stateVersion, receipts }],
        privateVersion: 1,
      })
      expect(heads.get(owner)).toEqual(head(3, 1, { delivered: 3, seen: 3 }))
      expect(heads.get(second)).toEqual(head(3, 2, { delivered: 0, seen: 0 }))
      expect(heads.get(third)).toEqual(head(2, 1, { delivered: 0, seen: 0 }))
      expect(heads.get(lonely)).toEqual({ heads: [], privateVersion: 1 })
      expect(heads.has(STRANGE_ID)).toBe(false)
    })

    test('heads are left out where they are what their user has, and told again as soon as they aren’t', async () => {
      const stage = await open()
      const { id, owner, second } = await makeGroup(stage, 2)
      await say(stage, owner, id)
      const whole = async (userId: UserId) => (await stage.messages.heads(new Map([[userId, '']]))).get(userId)
      const digest = async (userId: UserId) => {
        const { heads = [], privateVersion = 0 } = (await whole(userId)) ?? {}
        return digestOf(heads, privateVersion)
      }
      const had = new Map([
        [owner, await digest(owner)],
        [second, await digest(second)],
      ])
      expect(await stage.messages.heads(had)).toEqual(new Map())
      expect([...(await stage.messages.heads(new Map([...had, [owner, 'older']]))).keys()]).toEqual([owner])
      await stage.messages.moveMarks(second, [{ conversationId: id, read: 2 }])
      expect([...(await stage.messages.heads(had)).keys()]).toEqual([second])
      await say(stage, owner, id)
      expect([...(await stage.messages.heads(had)).keys()].sort()).toEqual([owner, second].sort())
      expect((await stage.messages.heads(had)).get(second)).toEqual(await whole(second))
    })
  })
}
