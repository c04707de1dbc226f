import { expect, test } from 'vitest'
import { dayOf, dayStart, instantsOf } from './search-filters'

test('a range of days begins with the first one and ends with the last one’s end', () => {
  const { after = '', before = '' } = instantsOf({ from: '2026-02-27', to: '2026-02-28' })
  expect(dayOf(new Date(after))).toBe('2026-02-27')
  expect(dayOf(new Date(Date.parse(before) - 1))).toBe('2026-02-28')
  expect(dayOf(new Date(before))).toBe('2026-03-01')
})

test('a day of this device is found again', () => {
  expect(dayOf(new Date(dayStart('2026-12-31', 0)))).toBe('2026-12-31')
  expect(instantsOf({})).toEqual({})
})
