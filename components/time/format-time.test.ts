import { describe, expect, it } from 'vitest'
import { daysAgo, formatBrief, formatClock, formatDay, formatLastSeen } from './format-time'

const now = new Date(2026, 2, 10, 15, 30)
const at = (day: number, hour = 12) => new Date(2026, 2, day, hour, 5).toISOString()

describe('times as people say them', () => {
  it('count calendar days, not hours', () => {
    expect(daysAgo(new Date(2026, 2, 9, 23, 59), new Date(2026, 2, 10, 0, 1))).toBe(1)
  })

  it('names today and yesterday, then the weekday, then the date', () => {
    expect([formatDay(at(10), now), formatDay(at(9), now)]).toEqual(['Today', 'Yesterday'])
    expect(formatDay(at(6), now)).toBe(new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(new Date(at(6))))
    expect(formatDay(new Date(2024, 0, 2).toISOString(), now)).toContain('2024')
  })

  it('shows the time of today in the overview, and the day after that', () => {
    expect(formatBrief(at(10), now)).toBe(formatClock(at(10)))
    expect(formatBrief(at(9), now)).toBe('Yesterday')
  })

  it('tells when somebody was here last', () => {
    expect(formatLastSeen(at(10), now)).toBe(`last seen today at ${formatClock(at(10))}`)
  })
})
