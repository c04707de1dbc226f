import { expect, test } from 'vitest'
import { CHOICES_MS, durationOf } from './duration'

test('says how long messages stay', () => {
  expect(CHOICES_MS.map(durationOf)).toEqual(['1 hour', '24 hours', '7 days', '90 days'])
  expect([60_000, 90 * 60_000, 49 * 3_600_000].map(durationOf)).toEqual([
    '1 minute',
    '1 hour 30 minutes',
    '2 days 1 hour',
  ])
})
