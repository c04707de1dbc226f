import { expect, it } from 'vitest'
import { conversation, entry, ME, member, memberEvent, newestPage, posted } from '../testing/make'
import { LiveConversation } from './live-conversation'

const seqs = (live: LiveConversation) => live.timeline?.events.map(({ seq }) => seq)

it('has in its window what came while the page was on its way', () => {
  const live = new LiveConversation(ME, entry(5))
  live.pageAsked()
  live.append(posted(6))
  live.append(posted(7))
  live.mergeWindow(newestPage([posted(4), posted(5)], 5))
  expect([seqs(live), live.atEnd]).toEqual([[4, 5, 6, 7], true])
})

it('ends its window where the page does when a snapshot passed over what came next', () => {
  const live = new LiveConversation(ME, entry(5))
  live.pageAsked()
  live.receive(entry(20), true)
  live.append(posted(21))
  live.mergeWindow(newestPage([posted(4), posted(5)], 5))
  expect([seqs(live), live.atEnd]).toEqual([[4, 5], false])
})

it('shows a target’s newest state in every event about it', () => {
  const live = new LiveConversation(ME, entry(5))
  const joined = memberEvent('member:joined', 4, member('3', { joinedSeq: 4, changedSeq: 4 }))
  live.pageAsked()
  live.mergeWindow(newestPage([joined, posted(5)], 5))
  const admin = member('3', { role: 'admin', joinedSeq: 4, changedSeq: 6 })
  live.append(memberEvent('member:roleChanged', 6, admin))
  expect(live.timeline?.events[0]).toMatchObject({ seq: 4, member: admin })
})

it('keeps the newer state of a target when an older page comes late', () => {
  const live = new LiveConversation(ME, entry(5, { conversation: conversation({ name: 'New', changedSeq: 5 }) }))
  const renamed = {
    ...posted(3),
    kind: 'conversation:renamed' as const,
    conversation: conversation({ name: 'Old', changedSeq: 3 }),
  }
  live.pageAsked()
  live.mergeWindow(newestPage([renamed], 4))
  expect(live.timeline?.events[0]).toMatchObject({ conversation: { name: 'New' } })
  expect(live.entry().conversation.name).toBe('New')
})

it('keeps the newer state of a target when an event comes after a snapshot that told it', () => {
  const live = new LiveConversation(ME, entry(4))
  live.pageAsked()
  live.mergeWindow(newestPage([posted(4)], 4))
  const named = (name: string, changedSeq: number) => conversation({ name, changedSeq })
  live.receive(entry(6, { conversation: named('New', 6) }), false)
  live.append({ ...posted(5), kind: 'conversation:renamed', conversation: named('Old', 5) })
  expect(live.timeline?.events.at(-1)).toMatchObject({ seq: 5, conversation: { name: 'New' } })
  live.append({ ...posted(6), kind: 'conversation:renamed', conversation: named('New', 6) })
  expect(live.timeline?.events.at(-2)).toMatchObject({ seq: 5, conversation: { name: 'New' } })
})

it('doesn’t go back to an older state of a member', () => {
  const live = new LiveConversation(ME, entry(5))
  live.learnMembers([member('3', { role: 'admin', changedSeq: 4 })])
  live.learnMembers([member('3', { role: 'member', changedSeq: 2 })])
  expect(live.members?.find(({ userId }) => userId === '3')?.role).toBe('admin')
})

it('says of what was deleted, for everyone or for me, that it is gone, loaded or not', () => {
  const live = new LiveConversation(ME, entry(7))
  const { message, ...told } = posted(8)
  live.append({ ...told, kind: 'message:deleted', target: 4, message: { ...message, text: '', deleted: { by: '2' } } })
  live.changeOwn({ after: 0, version: 1, marks: [{ seq: 5, starred: false, hidden: true, version: 1 }] })
  live.append({ ...told, kind: 'message:edited', seq: 9, target: 6, message })
  expect([4, 5, 6, 7].filter((seq) => live.isGone(seq))).toEqual([4, 5])
})

it('moves receipts forward only', () => {
  const live = new LiveConversation(ME, entry(5))
  expect(live.moveReceipts({ delivered: 4, seen: 3 })).toBe(true)
  expect(live.moveReceipts({ delivered: 2, seen: 1 })).toBe(false)
  expect(live.receipts).toEqual({ delivered: 4, seen: 3 })
})

it('tells nothing of what was seen while the group doesn’t show it, by the same object, and all of it afterwards', () => {
  const live = new LiveConversation(ME, entry(5))
  live.moveReceipts({ delivered: 4, seen: 3 })
  const set = (seq: number, receipts: boolean) =>
    live.append({
      ...{ kind: 'conversation:settingsChanged', conversationId: live.id, seq, at: '2026-01-01T00:00:00.000Z' },
      ...{ actorId: ME, receipts },
      conversation: { ...live.entry().conversation, receiptsShown: receipts, changedSeq: seq },
    })
  set(6, false)
  expect(live.receipts).toEqual({ delivered: 4, seen: 0 })
  expect(live.entry().receipts).toBe(live.receipts)
  expect(live.moveReceipts({ delivered: 4, seen: 0 })).toBe(false)
  set(7, true)
  expect(live.receipts).toEqual({ delivered: 4, seen: 3 })
})

it('starts its window afresh when a new stay begins', () => {
  const live = new LiveConversation(ME, entry(5))
  live.pageAsked()
  live.mergeWindow(newestPage([posted(5)], 5))
  live.append(memberEvent('member:joined', 6, member(ME, { joinedSeq: 6, changedSeq: 6 })))
  expect([live.timeline, live.stay]).toEqual([null, 6])
  live.restore({ events: [posted(5)], to: 5, atStart: true, pins: [] }, 1, 5, [], 0)
  expect(live.timeline).toBeNull()
})

it('wants to tell that it was delivered only for what others said', () => {
  const live = new LiveConversation(ME, entry(5))
  live.append(posted(6, ME))
  expect(live.undelivered).toBeNull()
  live.append(posted(7))
  live.append(posted(8, ME))
  expect(live.undelivered).toBe(8)
})

it('shows a wish of mine until the server has answered', () => {
  const live = new LiveConversation(ME, entry(5))
  const answered = live.wish({ archived: true })
  expect([live.state().archived, live.entry().state.archived]).toEqual([true, false])
  answered()
  expect(live.state().archived).toBe(false)
})
