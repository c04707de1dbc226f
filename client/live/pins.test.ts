import { expect, it } from 'vitest'
import type { MessageChanged } from '@/contracts/dto'
import { posted } from '../testing/make'
import { pinsAfter, pinsWished } from './pins'

const changed = (seq: number, target: number, kind: MessageChanged['kind'], pinned: boolean): MessageChanged => {
  const { message, ...event } = posted(seq)
  const pin = pinned ? { by: '2', at: '2026-01-01T00:00:00.000Z' } : null
  return { ...event, kind, target, message: { ...message, pinned: pin, changedSeq: seq } }
}
const wish = (seq: number, pinned: boolean) =>
  ({ seq, at: '2026-01-01T00:00:00.000Z', change: { kind: 'message:pinned', pinned } }) as const

it('puts what is pinned after what was pinned before', () => {
  expect(pinsAfter([7, 3], changed(11, 5, 'message:pinned', true))).toEqual([7, 3, 5])
})

it('puts what is pinned anew last, though its end was passed over', () => {
  expect(pinsAfter([7, 3], changed(13, 7, 'message:pinned', true))).toEqual([3, 7])
})

it('ends a pin that was taken away, or whose message was deleted', () => {
  const pins = pinsAfter([7, 3, 5], changed(11, 3, 'message:pinned', false))
  expect(pinsAfter(pins, changed(12, 7, 'message:deleted', false))).toEqual([5])
})

it('comes to the same when events are told again', () => {
  const events = [
    changed(11, 5, 'message:pinned', true),
    changed(12, 7, 'message:pinned', false),
    changed(13, 7, 'message:pinned', true),
  ]
  const once = events.reduce(pinsAfter, [7, 3])
  expect(once).toEqual([3, 5, 7])
  expect(events.reduce(pinsAfter, once)).toEqual(once)
})

it('stays the same for what a pinned message is else, and waits for the event that pins', () => {
  const pins = [7, 3]
  expect(pinsAfter(pins, changed(11, 3, 'message:edited', true))).toBe(pins)
  expect(pinsAfter(pins, changed(12, 9, 'message:edited', false))).toBe(pins)
  expect(pinsAfter(pins, changed(13, 9, 'message:edited', true))).toBe(pins)
})

it('shows what I pin and unpin before the server has answered', () => {
  expect(pinsWished([7, 3], [wish(5, true), wish(7, false)])).toEqual([3, 5])
  expect(pinsWished([7, 3], [wish(7, true)])).toEqual([7, 3])
  expect(pinsWished([7, 3], [{ ...wish(7, true), change: { kind: 'message:deleted' } }])).toEqual([3])
})
