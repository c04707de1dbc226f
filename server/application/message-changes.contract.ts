import { describe, expect, test } from 'vitest'
import type { LogEvent, Message } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import { type ConversationStage, makeGroup, newMessage, say } from '@/server/testing/conversation-stage'

const edit = (text: string): MessageChange => ({ kind: 'message:edited', text, mentions: [] })
const react = (emoji: string | null): MessageChange => ({ kind: 'message:reacted', emoji })
const DELETE: MessageChange = { kind: 'message:deleted' }

export function describeMessageChanges(name: string, open: () => Promise<ConversationStage>): void {
  const make = async (count = 3) => {
    const stage = await open()
    const group = await makeGroup(stage, count)
    const shown = async (userId: UserId, seq: Seq): Promise<Message | undefined> => {
      const { events } = await stage.messages.page(userId, { conversationId: group.id, limit: 100 })
      const event = events.find((one) => one.seq === seq)
      return event?.kind === 'message:posted' ? event.message : undefined
    }
    const change = (userId: UserId, seq: Seq, made: MessageChange) => stage.messages.change(userId, group.id, seq, made)
    const refused = (userId: UserId, seq: Seq, made: MessageChange) =>
      change(userId, seq, made).then(
        () => 'done',
        (error) => error.code,
      )
    return { ...group, stage, shown, change, refused }
  }
  const entriesAfter = async (stage: ConversationStage, userId: UserId, id: ConversationId, after: Seq) =>
    (await stage.messages.since(userId, id, after, 500)).entries

  describe(`MessageLog of ${name}: changing messages`, () => {
    test('an edit takes the next seq, and everybody gets the resulting message', async () => {
      const { stage, id, people, owner, second, change, shown } = await make()
      const seq = await say(stage, owner, id, 'Helo')
      const { changed, committed } = await change(owner, seq, edit('Hello'))
      expect(changed).toEqual({ conversationId: id, seq, changedSeq: 3 })
      expect(committed[0]?.event).toMatchObject({
        kind: 'message:edited',
        seq: 3,
        target: seq,
        actorId: owner,
        message: { text: 'Hello', editedAt: expect.any(String), changedSeq: 3, senderId: owner },
      })
      expect([...(committed[0]?.recipients ?? [])].sort()).toEqual([...people].sort())
      expect(committed[0]?.event).toHaveProperty('message', await shown(second, seq))
      expect(await stage.messages.versions(second, id, seq)).toMatchObject([{ text: 'Helo' }])
      expect(await say(stage, owner, id)).toBe(4)
    })

    test('the same again changes nothing and takes no seq', async () => {
      const { stage, id, owner, second, change } = await make()
      const seq = await say(stage, owner, id)
      for (const [userId, made] of [
        [owner, edit('Better')],
        [second, react('👍')],
        [second, react(null)],
        [owner, DELETE],
      ] as const) {
        const first = await change(userId, seq, made)
        const again = await change(userId, seq, made)
        expect(again).toEqual({ changed: first.changed, committed: [], released: [] })
      }
      expect((await stage.messages.entry(owner, id)).lastSeq).toBe(6)
    })

    test('a deletion leaves a tombstone: nobody finds text, wordings or reactions any more', async () => {
      const { stage, id, owner, second, change, shown, refused } = await make()
      const seq = await say(stage, second, id, 'Secret')
      await change(second, seq, edit('More secret'))
      await change(owner, seq, react('👍'))
      await change(owner, seq, DELETE)
      const tombstone = { text: '', deleted: { by: owner }, editedAt: null, reactions: [], changedSeq: 5 }
      expect(await shown(second, seq)).toMatchObject(tombstone)
      expect(await stage.messages.versions(second, id, seq)).toEqual([])
      expect(JSON.stringify(await entriesAfter(stage, second, id, 0))).not.toContain('ecret')
      expect((await stage.messages.entry(second, id)).lastEvent).toMatchObject({ seq, message: tombstone })
      expect(await refused(second, seq, edit('Back'))).toBe('gone')
      expect(await refused(owner, seq, react('👍'))).toBe('gone')
    })

    test('one reaction a person, the newest; by emoji, the first used first', async () => {
      const { stage, id, owner, second, third, change, shown } = await make()
      const seq = await say(stage, owner, id)
      await change(second, seq, react('👍'))
      await change(third, seq, react('❤️'))
      await change(owner, seq, react('❤️'))
      expect((await shown(third, seq))?.reactions).toEqual([
        { emoji: '👍', userIds: [second] },
        { emoji: '❤️', userIds: [third, owner] },
      ])
      await change(second, seq, react('❤️'))
      await change(third, seq, react(null))
      expect((await shown(third, seq))?.reactions).toEqual([{ emoji: '❤️', userIds: [owner, second] }])
    })

    test('only the sender edits; the sender and admins of a group delete', async () => {
      const { stage, id, owner, second, third, change, refused } = await make()
      const seq = await say(stage, second, id)
      expect(await refused(owner, seq, edit('Mine'))).toBe('not_allowed')
      expect(await refused(third, seq, DELETE)).toBe('not_allowed')
      await change(owner, seq, DELETE)
      const direct = await stage.conversations.openDirect(owner, second)
      const said = await say(stage, owner, direct.conversationId)
      await expect(stage.messages.change(second, direct.conversationId, said, DELETE)).rejects.toMatchObject({
        code: 'not_allowed',
      })
    })

    test('what is no message, or not open to somebody, is not found', async () => {
      const { stage, id, owner, refused } = await make()
      const seq = await say(stage, owner, id)
      const [stranger, late] = [await stage.newUser(), await stage.newUser()]
      await stage.conversations.addMembers(owner, id, [late], 10)
      for (const made of [edit('Hello'), DELETE, react('👍')]) {
        expect(await refused(owner, 1, made)).toBe('not_found')
        expect(await refused(owner, 99, made)).toBe('not_found')
        expect(await refused(stranger, seq, made)).toBe('not_found')
        expect(await refused(late, seq, made)).toBe('not_found')
      }
      await expect(stage.messages.versions(late, id, seq)).rejects.toMatchObject({ code: 'not_found' })
    })

    test('who has left, and a closed group, change nothing any more', async () => {
      const { stage, id, owner, second, third, refused } = await make()
      const [theirs, seq] = [await say(stage, second, id), await say(stage, owner, id)]
      await stage.conversations.removeMember(owner, id, second)
      for (const made of [edit('Late'), DELETE]) expect(await refused(second, theirs, made)).toBe('not_allowed')
      expect(await refused(second, seq, react('👍'))).toBe('not_allowed')
      await stage.conversations.removeMember(owner, id, third)
      for (const made of [edit('Late'), DELETE, react('👍')]) expect(await refused(owner, seq, made)).toBe('closed')
    })

    test('changes are no lines of the history, and move no count and no receipt', async () => {
      const { stage, id, owner, second, third, change } = await make()
      const seq = await say(stage, owner, id, 'One')
      await stage.messages.moveMarks(second, [{ conversationId: id, delivered: seq, read: seq, seen: seq }])
      await stage.messages.moveMarks(third, [{ conversationId: id, seen: seq }])
      await change(owner, seq, edit('Two'))
      await change(third, seq, react('👍'))
      const page = await stage.messages.page(second, { conversationId: id, limit: 1 })
      expect(page).toMatchObject({ events: [{ seq, message: { text: 'Two', changedSeq: 4 } }], readAt: 4, atEnd: true })
      expect((await stage.messages.page(second, { conversationId: id, after: seq, limit: 9 })).atEnd).toBe(true)
      const entry = await stage.messages.entry(second, id)
      expect(entry).toMatchObject({ lastSeq: 4, lastEvent: { seq, message: { text: 'Two' } }, state: { unread: 0 } })
      expect((await stage.messages.entry(owner, id)).receipts).toEqual({ delivered: seq, seen: seq })
    })

    test('who may not see a message skips what becomes of it', async () => {
      const { stage, id, owner, second, change } = await make()
      const seq = await say(stage, owner, id)
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], 10)
      const { committed } = await change(owner, seq, edit('Not for late'))
      expect(committed[0]?.recipients).toContain(second)
      expect([committed[0]?.recipients.includes(late), committed[0]?.skipping]).toEqual([false, [late]])
      expect(await entriesAfter(stage, late, id, 3)).toEqual([{ kind: 'skip', conversationId: id, from: 4, seq: 4 }])
    })

    test('who has left keeps what was there, until it is deleted', async () => {
      const { stage, id, owner, second, change, shown } = await make()
      const seq = await say(stage, owner, id, 'First')
      await change(owner, seq, edit('Second'))
      await change(owner, seq, react('👍'))
      const left = await stage.conversations.removeMember(owner, id, second)
      const end = left.committed[0]?.event.seq ?? 0
      const before = await shown(second, seq)
      await change(owner, seq, edit('Not for who left'))
      await change(owner, seq, react('❤️'))
      expect(await shown(second, seq)).toEqual(before)
      expect(before).toMatchObject({ text: 'Second', reactions: [{ emoji: '👍', userIds: [owner] }], changedSeq: 4 })
      expect(await stage.messages.versions(second, id, seq)).toMatchObject([{ text: 'First' }])
      expect(await entriesAfter(stage, second, id, end)).toEqual([])
      const { committed } = await change(owner, seq, DELETE)
      expect(committed[0]?.recipients).toContain(second)
      const entries = await entriesAfter(stage, second, id, end)
      expect(entries).toEqual([{ kind: 'skip', conversationId: id, from: 6, seq: 7 }, committed[0]?.event])
      expect(await shown(second, seq)).toMatchObject({ text: '', deleted: { by: owner } })
      expect((await stage.messages.heads(new Map([[second, '']]))).get(second)?.heads).toMatchObject([{ lastSeq: 8 }])
    })

    test('who comes back is shown what became of it meanwhile', async () => {
      const { stage, id, owner, second, change, shown } = await make()
      const seq = await say(stage, owner, id, 'First')
      await stage.conversations.removeMember(owner, id, second)
      await change(owner, seq, edit('Second'))
      await stage.conversations.addMembers(owner, id, [second], 10)
      expect(await shown(second, seq)).toMatchObject({ text: 'Second', changedSeq: 4 })
    })
  })

  describe(`MessageLog of ${name}: answers`, () => {
    test('a message may answer one that its sender may see', async () => {
      const { stage, id, owner, second } = await make()
      const seq = await say(stage, owner, id)
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], 10)
      const results = await stage.messages.send([
        newMessage(second, id, 'Yes', seq),
        newMessage(late, id, 'Yes', seq),
        newMessage(owner, id, 'Yes', 1),
        newMessage(owner, id, 'Yes', 99),
      ])
      expect(
        results.map((result) => (result.ok ? result.committed?.posted[0]?.event : result.error.code)),
      ).toMatchObject([{ message: { replyTo: seq } } as Partial<LogEvent>, 'invalid', 'invalid', 'invalid'])
    })

    test('quotes are the messages that the asker may see, cut short', async () => {
      const { stage, id, owner, second } = await make()
      const seq = await say(stage, owner, id, 'a'.repeat(1_000))
      const late = await stage.newUser()
      await stage.conversations.addMembers(owner, id, [late], 10)
      const said = await say(stage, owner, id)
      const quoted = (userId: UserId) => stage.messages.quotes(userId, id, [1, seq, said, 99])
      expect(await quoted(second)).toMatchObject([{ seq, message: { text: 'a'.repeat(200) } }, { seq: said }])
      expect((await quoted(late)).map((event) => event.seq)).toEqual([said])
      await expect(quoted(await stage.newUser())).rejects.toMatchObject({ code: 'not_found' })
    })
  })
}
