import { expect, it } from 'vitest'
import type { HistoryEvent, HistoryPage, MessageChanged } from '@/contracts/dto'
import { append, around, changed, extend, fromPage, prepend, refreshed, type Timeline, trimmed } from './timeline'

const event = (seq: number): HistoryEvent => ({ kind: 'message:posted', conversationId: '1', seq }) as HistoryEvent
const page = (seqs: readonly number[], over: Partial<HistoryPage> = {}): HistoryPage => ({
  events: seqs.map(event),
  readAt: 100,
  own: [],
  pinned: [],
  atStart: false,
  atEnd: false,
  ...over,
})
const seqs = ({ events }: Timeline): number[] => events.map(({ seq }) => seq)

it('covers up to what the newest page was read at', () => {
  expect(fromPage(page([97, 98], { atEnd: true })).to).toBe(100)
  expect(fromPage(page([7, 8])).to).toBe(8)
})

it('grows by live events when it is at the end, and not across a hole', () => {
  const newest = fromPage(page([99, 100], { atEnd: true }))
  expect(seqs(append(newest, event(101), 100))).toEqual([99, 100, 101])
  const older = fromPage(page([7, 8]))
  expect(append(older, event(101), 100)).toBe(older)
})

it('has an event that is both in a page and live once', () => {
  const newest = fromPage(page([99, 100], { atEnd: true }))
  expect(append(newest, event(100), 99)).toBe(newest)
})

it('moves on over what is skipped', () => {
  const newest = fromPage(page([99, 100], { atEnd: true }))
  const skipped = append(newest, { kind: 'skip', conversationId: '1', from: 101, seq: 110 }, 100)
  expect(seqs(append(skipped, event(111), 110))).toEqual([99, 100, 111])
})

it('joins older and newer pages without repeating', () => {
  const middle = fromPage(page([50, 51]))
  expect(seqs(prepend(middle, page([48, 49, 50])))).toEqual([48, 49, 50, 51])
  const on = extend(middle, page([51, 52, 100], { atEnd: true }))
  expect([seqs(on), on.to]).toEqual([[50, 51, 52, 100], 100])
})

it('stays the same object when nothing changes', () => {
  const timeline = fromPage(page([50, 51], { atStart: true }))
  expect(prepend(timeline, page([], { atStart: true }))).toBe(timeline)
  expect(extend(timeline, page([51]))).toBe(timeline)
  expect(refreshed(timeline, (one) => one)).toBe(timeline)
  expect(trimmed(timeline, 2)).toBe(timeline)
})

it('isn’t at the start any more once it is trimmed', () => {
  const timeline = trimmed(fromPage(page([1, 2, 3], { atStart: true })), 2)
  expect([seqs(timeline), timeline.atStart]).toEqual([[2, 3], false])
})

const edited = (seq: number, target: number): MessageChanged =>
  ({
    kind: 'message:edited',
    conversationId: '1',
    seq,
    target,
    message: { changedSeq: seq, pinned: null },
  }) as MessageChanged
const messageOf = ({ events }: Timeline, seq: number): unknown => {
  const found = events.find((one) => one.seq === seq)
  return found?.kind === 'message:posted' ? found.message : undefined
}
const said = (seq: number, changedSeq = seq): HistoryEvent =>
  ({ ...event(seq), message: { changedSeq, pinned: null } }) as HistoryEvent

it('moves on by a change without a line of its own, and changes the line it is about', () => {
  const newest = fromPage({ ...page([], { atEnd: true }), events: [said(99), said(100)] })
  const next = append(newest, edited(101, 99), 100)
  expect([seqs(next), next.to, messageOf(next, 99)]).toEqual([[99, 100], 101, { changedSeq: 101, pinned: null }])
  const older = fromPage({ ...page([]), events: [said(7), said(8)] })
  const changedOlder = append(older, edited(101, 8), 100)
  expect([changedOlder.to, messageOf(changedOlder, 8)]).toEqual([8, { changedSeq: 101, pinned: null }])
})

it('stays the same when the change is of what is not here, or older than what is', () => {
  const timeline = fromPage({ ...page([]), events: [said(7, 50), said(9)] })
  expect(changed(timeline, edited(60, 8))).toBe(timeline)
  expect(changed(timeline, edited(40, 7))).toBe(timeline)
})

it('lets go of what is far away on either side, and knows then how far it reaches', () => {
  const all = Array.from({ length: 100 }, (_, index) => index + 1)
  const whole = fromPage(page(all, { readAt: 110, atStart: true, atEnd: true }))
  const middle = around(whole, 50, 55, 5)
  expect(seqs(middle)).toEqual(all.slice(44, 60))
  expect([middle.to, middle.atStart]).toEqual([60, false])
  const newest = around(whole, 90, null, 5)
  expect([seqs(newest), newest.to, newest.atStart]).toEqual([all.slice(84), 110, false])
  const first = around(whole, 3, 8, 5)
  expect([seqs(first), first.to, first.atStart]).toEqual([all.slice(0, 13), 13, true])
  expect(around(whole, 5, 95, 5)).toBe(whole)
})
