import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readRange } from './byte-range'

it.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=90-1000', { start: 90, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=5-3', null],
  ['bytes=0-1,5-6', null],
  ['bytes=-', null],
  ['lines=0-1', null],
  [null, null],
] as const)('of 100 bytes, %j is %j', (header, range) => {
  expect(readRange(header, 100)).toEqual(range)
})

it('never reaches beyond what is there', () => {
  fc.assert(
    fc.property(fc.nat(), fc.option(fc.nat()), fc.option(fc.nat()), (size, from, to) => {
      const range = readRange(`bytes=${from ?? ''}-${to ?? ''}`, size)
      if (range === null || range === 'none') return true
      return range.start >= 0 && range.start <= range.end && range.end < size
    }),
  )
})
