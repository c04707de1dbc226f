import fc from 'fast-check'
import { expect, test } from 'vitest'
import { followed, withSkips } from './skips'

const from = (entry: { seq: number; from?: number }) => entry.from ?? entry.seq

test('entries and skips follow each other without a hole, to the end', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 11, max: 40 })), (seqs) => {
      const events = [...seqs].sort((a, b) => a - b).map((seq) => ({ seq, kind: 'message:posted' }))
      const entries = withSkips('1', events, 10, 40)
      let last = 10
      for (const entry of entries) {
        expect(from(entry)).toBe(last + 1)
        last = entry.seq
      }
      expect(last).toBe(40)
      expect(entries.filter(({ kind }) => kind !== 'skip')).toEqual(events)
    }),
  )
})

test('there is no skip where nothing is missing', () => {
  expect(withSkips('1', [{ seq: 3 }, { seq: 4 }], 2, 4)).toEqual([{ seq: 3 }, { seq: 4 }])
  expect(withSkips('1', [], 4, 4)).toEqual([])
})

test('a full portion ends with its last event, a smaller one with everything there is', () => {
  const events = [{ seq: 3 }, { seq: 5 }]
  expect(followed('1', events, { after: 2, limit: 2, last: 9 }).entries.at(-1)).toEqual({ seq: 5 })
  expect(followed('1', events, { after: 2, limit: 3, last: 9 }).entries.at(-1)).toMatchObject({ from: 6, seq: 9 })
})
