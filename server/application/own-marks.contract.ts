import { describe, expect, test } from 'vitest'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type ConversationStage, makeGroup, say } from '@/server/testing/conversation-stage'

export function describeOwnMarks(name: string, open: () => Promise<ConversationStage>): void {
  const make = async () => {
    const stage = await open()
    const group = await makeGroup(stage, 3)
    const lines = async (userId: UserId, id: ConversationId = group.id): Promise<Seq[]> => {
      const { events } = await stage.messages.page(userId, { conversationId: id, limit: 100 })
      return events.map(({ seq }) => seq)
    }
    const mark = (userId: UserId, seqs: Seq[], marks: { starred?: boolean; hidden?: true }) =>
      stage.messages.setOwn(userId, { conversationId: group.id, seqs, ...marks })
    return { ...group, ...stage, stage, lines, mark }
  }

  describe(`MessageLog of ${name}: what is one member’s alone`, () => {
    test('a star is in the next page, for who set it, until it is taken back', async () => {
      const { stage, id, owner, second, messages, mark } = await make()
      const seq = await say(stage, owner, id)
      const { change, state } = await mark(second, [seq], { starred: true })
      expect(change).toEqual({
        conversationId: id,
        after: 0,
        version: state.state.version,
        marks: [{ seq, starred: true, hidden: false, version: state.state.version }],
      })
      expect(state.state.ownVersion).toBe(change.version)
      const page = (userId: UserId) => messages.page(userId, { conversationId: id, limit: 10 })
      expect((await page(second)).own).toEqual(change.marks)
      expect((await page(owner)).own).toEqual([])
      const back = await mark(second, [seq], { starred: false })
      expect(back.change).toMatchObject({ after: change.version, marks: [{ seq, starred: false }] })
      expect((await messages.heads(new Map([[second, '']]))).get(second)?.heads[0]?.stateVersion).toBe(
        back.change.version,
      )
    })

    test('what is deleted for me is gone from my page, quotes, last line and counts, and from nobody else’s', async () => {
      const { stage, id, owner, second, third, messages, lines, mark } = await make()
      const kept = await say(stage, owner, id, 'Kept')
      const gone = await say(stage, owner, id, 'Gone')
      expect((await messages.entry(second, id)).state.unread).toBe(2)
      const { state } = await mark(second, [gone], { hidden: true })
      expect(state.state.unread).toBe(1)
      expect(await lines(second)).toEqual([1, kept])
      expect(await messages.quotes(second, id, [kept, gone])).toMatchObject([{ seq: kept }])
      const mine = await messages.entry(second, id)
      expect([mine.lastEvent?.seq, mine.lastSeq, mine.state.unread]).toEqual([kept, gone, 1])
      expect((await messages.moveMarks(second, [{ conversationId: id, read: kept }])).states[0]?.state.unread).toBe(0)
      expect(await lines(third)).toEqual([1, kept, gone])
      expect((await messages.entry(third, id)).state.unread).toBe(2)
    })

    test('what is deleted for me is skipped in what I missed, and has no earlier wordings for me', async () => {
      const { stage, id, owner, second, third, messages, mark } = await make()
      const gone = await say(stage, owner, id, 'Gone')
      await messages.change(owner, id, gone, { kind: 'message:edited', text: 'Really gone', mentions: [] })
      await mark(second, [gone], { hidden: true })
      const missed = async (userId: UserId) =>
        (await messages.since(userId, id, gone - 1, 10)).entries.map(({ kind }) => kind)
      expect(await missed(second)).toEqual(['skip'])
      expect(await missed(third)).toEqual(['message:posted', 'message:edited'])
      await expect(messages.versions(second, id, gone)).rejects.toMatchObject({ code: 'not_found' })
      expect(await messages.versions(third, id, gone)).toMatchObject([{ text: 'Gone' }])
    })

    test('what becomes of what is deleted for me is skipped live, too, and reaches everybody else', async () => {
      const { stage, id, owner, second, third, messages, mark } = await make()
      const gone = await say(stage, owner, id, 'Gone')
      await mark(second, [gone], { hidden: true })
      const changes = [
        { kind: 'message:edited', text: 'Really gone', mentions: [] },
        { kind: 'message:reacted', emoji: '🥮' },
        { kind: 'message:pinned', pinned: true },
        { kind: 'message:deleted' },
      ] as const
      for (const change of changes) {
        const { committed } = await messages.change(owner, id, gone, change)
        expect(committed.flatMap(({ recipients }) => recipients).sort()).toEqual([owner, third].sort())
        expect(committed.flatMap(({ skipping = [] }) => skipping)).toEqual([second])
      }
    })

    test('what everybody deleted for themselves is skipped by all', async () => {
      const { stage, id, owner, second, third, messages, mark } = await make()
      const gone = await say(stage, owner, id, 'Gone')
      for (const userId of [owner, second, third]) await mark(userId, [gone], { hidden: true })
      const edited = { kind: 'message:edited', text: 'Really gone', mentions: [] } as const
      const { committed } = await messages.change(owner, id, gone, edited)
      expect(committed.flatMap(({ recipients }) => recipients)).toEqual([])
      expect(committed.flatMap(({ skipping = [] }) => skipping).sort()).toEqual([owner, second, third].sort())
    })

    test('the edges of a page are those of what is left', async () => {
      const { stage, id, owner, second, messages, mark } = await make()
      const seqs: Seq[] = []
      for (let i = 0; i < 6; i++) seqs.push(await say(stage, owner, id))
      await mark(second, [seqs[0] ?? 0, seqs[3] ?? 0, seqs[5] ?? 0], { hidden: true })
      const newest = await messages.page(second, { conversationId: id, limit: 2 })
      expect([newest.events.map(({ seq }) => seq), newest.atStart, newest.atEnd]).toEqual([
        [seqs[2], seqs[4]],
        false,
        true,
      ])
      expect(newest.own).toMatchObject([{ seq: seqs[3], hidden: true }])
      const older = await messages.page(second, { conversationId: id, limit: 2, before: seqs[2] })
      expect([older.events.map(({ seq }) => seq), older.atStart]).toEqual([[1, seqs[1]], true])
    })

    test('the same again changes nothing; what is hidden stays hidden and has no star', async () => {
      const { stage, id, owner, second, messages, mark } = await make()
      const seq = await say(stage, owner, id)
      const first = await mark(second, [seq, seq], { starred: true })
      expect((await mark(second, [seq], { starred: true })).change).toMatchObject({
        version: first.change.version,
        marks: [],
      })
      expect((await mark(second, [seq], { hidden: true })).change.marks).toMatchObject([
        { seq, starred: false, hidden: true },
      ])
      expect((await mark(second, [seq], { starred: true })).change.marks).toEqual([])
      expect(await messages.starred(second, { limit: 10 })).toEqual([])
    })

    test('what came after a version is told to who was away', async () => {
      const { stage, id, owner, second, messages, mark } = await make()
      const [one, two] = [await say(stage, owner, id), await say(stage, owner, id)]
      const first = await mark(second, [one], { starred: true })
      await messages.moveMarks(second, [{ conversationId: id, read: two }])
      const last = await mark(second, [two], { hidden: true })
      expect(await messages.ownSince(second, id, first.change.version)).toEqual({
        conversationId: id,
        after: first.change.version,
        version: last.change.version,
        marks: last.change.marks,
      })
      expect((await messages.ownSince(second, id, 0)).marks).toHaveLength(2)
      expect((await messages.ownSince(second, id, last.change.version)).marks).toEqual([])
    })

    test('only what one may see can be marked, and nobody else’s conversation', async () => {
      const { stage, id, owner, mark, messages } = await make()
      const seq = await say(stage, owner, id)
      const [stranger, late] = [await stage.newUser(), await stage.newUser()]
      await stage.conversations.addMembers(owner, id, [late], 10)
      expect((await mark(late, [1, seq, 99], { starred: true })).change).toMatchObject({ version: 0, marks: [] })
      await expect(mark(stranger, [seq], { starred: true })).rejects.toMatchObject({ code: 'not_found' })
      await expect(messages.ownSince(stranger, id, 0)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('starred messages are listed across conversations, the last starred first, page by page', async () => {
      const { stage, id, owner, second, messages, mark } = await make()
      const direct = await stage.conversations.openDirect(owner, second)
      const seqs = [await say(stage, owner, id, 'One'), await say(stage, owner, id, 'Two')]
      const said = await say(stage, owner, direct.conversationId, 'Three')
      await mark(second, seqs, { starred: true })
      const early = Date.now()
      while (Date.now() === early);
      await messages.setOwn(second, { conversationId: direct.conversationId, seqs: [said], starred: true })
      const first = await messages.starred(second, { limit: 2 })
      const texts = (list: typeof first) => list.map(({ event }) => event.message.text)
      expect(texts(first)).toEqual(['Three', 'Two'])
      const end = first.at(-1)
      if (!end) throw new Error('There were two.')
      const before = { starredAt: end.starredAt, conversationId: id, seq: end.event.seq }
      expect(texts(await messages.starred(second, { limit: 2, before }))).toEqual(['One'])
      await messages.change(owner, id, seqs[1] ?? 0, { kind: 'message:deleted' })
      expect(texts(await messages.starred(second, { limit: 9 }))).toEqual(['Three', 'One'])
      expect(await messages.starred(owner, { limit: 9 })).toEqual([])
    })
  })
}
