import { expect, test } from 'vitest'
import { checkItem, kindOf } from './check-item'

const LIMITS = { maxBytes: 1_000, maxPixels: 1_000_000, perMessage: 2, quotaBytes: 1_000_000 }
const NOTHING = { width: null, height: null, durationMs: null, thumbhash: null, poster: null, thumbnail: null }
const item = (bytes: number, size = 10, asFile = false) => ({
  file: new File(['x'.repeat(bytes)], 'x'),
  prepared: { ...NOTHING, shownAs: 'image' as const, width: size, height: size },
  asFile,
})

test('what fits is let through', () => {
  expect(checkItem(item(1_000, 1_000), 1, LIMITS)).toBeNull()
})

test('what doesn’t fit is told with the way on', () => {
  expect(checkItem(item(1_001), 0, LIMITS)).toContain('at most 1 kB')
  expect(checkItem(item(0), 0, LIMITS)).toContain('empty')
  expect(checkItem(item(1), 2, LIMITS)).toContain('at most 2')
  expect(checkItem(item(1, 2_000), 0, LIMITS)).toContain('4 megapixels; photos may have 1')
})

test('a picture with too many pixels can go as a file', () => {
  expect(kindOf(item(1, 2_000, true))).toBe('file')
  expect(checkItem(item(1, 2_000, true), 0, LIMITS)).toBeNull()
})
