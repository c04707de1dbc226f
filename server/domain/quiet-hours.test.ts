import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY_MINUTES, isQuiet, isTimeZone } from './quiet-hours'

const at = (time: string) => Date.parse(`2026-07-01T${time}:00Z`)
const minute = fc.integer({ min: 0, max: DAY_MINUTES - 1 })

it('quiet hours begin and end at their minutes, over midnight too', () => {
  const day = { from: 13 * 60, to: 14 * 60 + 30, zone: 'UTC' }
  expect(['12:59', '13:00', '14:29', '14:30'].map((time) => isQuiet(day, at(time)))).toEqual([false, true, true, false])
  const night = { from: 22 * 60, to: 7 * 60, zone: 'UTC' }
  expect(['21:59', '22:00', '00:00', '06:59', '07:00'].map((time) => isQuiet(night, at(time)))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(isQuiet(null, at('00:00'))).toBe(false)
})

it('quiet hours go by their own time zone, as its clocks are on that day', () => {
  const night = { from: 22 * 60, to: 7 * 60, zone: 'Europe/Berlin' }
  expect(isQuiet(night, Date.parse('2026-07-01T20:00:00Z'))).toBe(true)
  expect(isQuiet(night, Date.parse('2026-12-01T20:59:00Z'))).toBe(false)
  expect(isQuiet({ ...night, zone: 'Asia/Kathmandu' }, Date.parse('2026-07-01T16:15:00Z'))).toBe(true)
})

it('it is quiet from one to the other, or from the other to the one', () => {
  fc.assert(
    fc.property(minute, minute, fc.integer({ min: 0, max: 1e12 }), (from, to, now) => {
      if (from === to) return
      const [one, other] = [isQuiet({ from, to, zone: 'UTC' }, now), isQuiet({ from: to, to: from, zone: 'UTC' }, now)]
      expect(one).toBe(!other)
    }),
  )
})

it('a time zone is one that is known', () => {
  expect(['Europe/Berlin', 'UTC', 'Asia/Kolkata'].every(isTimeZone)).toBe(true)
  expect(['', 'Mars/Olympus', 'Europe/', '../etc'].some(isTimeZone)).toBe(false)
})
