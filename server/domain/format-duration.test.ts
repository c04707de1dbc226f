import { expect, test } from 'vitest'
import { formatDuration, spokenDuration, wholeSeconds } from './format-duration'

test('durations look like a clock’s', () => {
  expect([0, -5, 7_900, 61_000, 754_000, 3_723_000].map(formatDuration)).toEqual([
    '0:00',
    '0:00',
    '0:07',
    '1:01',
    '12:34',
    '1:02:03',
  ])
})

test('durations are said in words', () => {
  expect([0, 1_000, 61_500, 3_602_000].map(spokenDuration)).toEqual([
    '0 seconds',
    '1 second',
    '1 minute 1 second',
    '1 hour 2 seconds',
  ])
})

test('what is recorded is at least a second long', () => {
  expect([0, 400, 1_499, 1_500, 59_900].map(wholeSeconds)).toEqual([1_000, 1_000, 1_000, 2_000, 60_000])
})
