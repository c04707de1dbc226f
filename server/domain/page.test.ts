import fc from 'fast-check'
import { expect, test } from 'vitest'
import { edgesOf, pageOf } from './page'

const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 60 })).map((list) => list.sort((a, b) => a - b))
const limit = fc.integer({ min: 1, max: 20 })
const place = fc.nat(61)

test('a page around a place is full if it can be, and has no hole', () => {
  fc.assert(
    fc.property(seqs, place, limit, (list, around, limit) => {
      const page = pageOf(list, { around, limit })
      expect(page.length).toBe(Math.min(limit, list.length))
      const start = list.indexOf(page[0] ?? 0)
      if (page.length > 0) expect(list.slice(start, start + page.length)).toEqual(page)
    }),
  )
})

test('a page around a place has about half from before it', () => {
  const list = Array.from({ length: 60 }, (_, i) => i + 1)
  expect(pageOf(list, { around: 30, limit: 10 })).toEqual([25, 26, 27, 28, 29, 30, 31, 32, 33, 34])
})

test('walking by pages in either direction meets everything once, and ends at the edge', () => {
  fc.assert(
    fc.property(seqs, limit, (list, limit) => {
      const bounds = list.length === 0 ? null : { first: list[0] ?? 0, last: list.at(-1) ?? 0 }
      const back: number[] = []
      for (let before = 61, more = true; more; before = back[0] ?? 0) {
        const page = pageOf(list, { before, limit })
        back.unshift(...page)
        more = !edgesOf(bounds, page, { before, limit }).atStart
      }
      const forth: number[] = []
      for (let after = 0, more = true; more; after = forth.at(-1) ?? 0) {
        const page = pageOf(list, { after, limit })
        forth.push(...page)
        more = !edgesOf(bounds, page, { after, limit }).atEnd
      }
      expect([back, forth]).toEqual([list, list])
    }),
  )
})
