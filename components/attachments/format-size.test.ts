import { expect, test } from 'vitest'
import { formatSize } from './format-size'

test('a size is told by thousands, with a digit behind the point where it is small', () => {
  expect([0, 1, 812, 999, 1_000, 1_440_000, 9_960_000, 999_600, 2_000_000_000].map(formatSize)).toEqual([
    '0 bytes',
    '1 byte',
    '812 bytes',
    '999 bytes',
    '1 kB',
    '1.4 MB',
    '10 MB',
    '1 MB',
    '2 GB',
  ])
})
