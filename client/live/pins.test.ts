import { expect, it } from 'vitest'
import type { Message, MessageChanged } from '@/contracts/dto'
import { posted } from '../testing/make'
import { pinsAfter, pinsOf } from './pins'

const changed = (
  seq: number,
  target: number,
  kind: MessageChanged['kind'],
  pinned: Message['pinned'],
): MessageChanged => {
  const { message, ...event } = posted(seq)
  return { ...event, kind, target, message: { ...message, pinned, changedSeq: seq } }
}
const at = (second: number) => ({ by: '2', at: `2026-01-01T00:00:0${second}.000Z` })
const seqs = (pins: ReturnType<typeof pinsOf>) => pins.map(({ seq }) => seq)

it('has the oldest pin first, those of a page before what came after it', () => {
  const pins = pinsAfter(pinsOf([7, 3]), changed(11, 9, 'message:pinned', at(2)))
  expect(seqs(pinsAfter(pins, changed(12, 5, 'message:pinned', at(1))))).toEqual([7, 3, 5, 9])
})

it('ends a pin that was taken away, or whose message was deleted', () => {
  const pins = pinsAfter(pinsOf([7, 3, 5]), changed(11, 3, 'message:pinned', null))
  expect(seqs(pinsAfter(pins, changed(12, 7, 'message:deleted', null)))).toEqual([5])
})

it('stays the same for what a pinned message is else', () => {
  const pins = pinsOf([7, 3])
  expect(pinsAfter(pins, changed(11, 3, 'message:edited', at(1)))).toBe(pins)
  expect(pinsAfter(pins, changed(12, 9, 'message:edited', null))).toBe(pins)
})
