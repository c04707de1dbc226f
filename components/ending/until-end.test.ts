import { expect, test } from 'vitest'
import { untilEnd } from './until-end'

test('counts down in minutes, hours and days', () => {
  const now = Date.parse('2026-01-01T00:00:00.000Z')
  const after = (minutes: number) => untilEnd(new Date(now + minutes * 60_000).toISOString(), now)
  expect([0.5, 1, 59.9, 60, 24 * 60, 47 * 60, 48 * 60, 80 * 60].map(after)).toEqual([
    'Ends now',
    'Ends in 1 minute',
    'Ends in 59 minutes',
    'Ends in 1 hour',
    'Ends in 24 hours',
    'Ends in 47 hours',
    'Ends in 2 days',
    'Ends in 3 days',
  ])
})
