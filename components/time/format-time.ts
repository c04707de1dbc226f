import type { Instant } from '@/contracts/ids'
import { now as serverNow } from './now'

const DAY_MS = 86_400_000
const twelve = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12
const clock = new Intl.DateTimeFormat(undefined, { hour: twelve ? 'numeric' : '2-digit', minute: '2-digit' })
const seconds = new Intl.DateTimeFormat(undefined, {
  hour: twelve ? 'numeric' : '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' })
const shortDate = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: '2-digit', year: '2-digit' })
const appointment = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' })

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** Whole calendar days from `at` to `now`, by this device's calendar: 0 today, 1 yesterday. Rounded over changes of clocks. */
export function daysAgo(at: Date, now: Date): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS)
}

export const formatClock = (at: Instant): string => clock.format(new Date(at))

/** The time of day to the second. */
export const formatSeconds = (at: Instant): string => seconds.format(new Date(at))

export const formatFull = (at: Instant): string => full.format(new Date(at))

/** A day and time to come, as people agree on them: to the minute. */
export const formatAppointment = (at: Instant): string => appointment.format(new Date(at))

/** Names the day: "Today", "Yesterday", a weekday of the last week, else the date. */
export function formatDay(at: Instant, now = new Date(serverNow())): string {
  const day = new Date(at)
  const ago = daysAgo(day, now)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago > 1 && ago < 7) return weekday.format(day)
  return day.getFullYear() === now.getFullYear() ? dayOfYear.format(day) : date.format(day)
}

/** For a line of the overview: the time today, then the day, then the date. */
export function formatBrief(at: Instant, now = new Date(serverNow())): string {
  const ago = daysAgo(new Date(at), now)
  if (ago <= 0) return formatClock(at)
  return ago < 7 ? formatDay(at, now) : shortDate.format(new Date(at))
}

/** "last seen today at 12:30" */
export function formatLastSeen(at: Instant, now = new Date(serverNow())): string {
  const day = formatDay(at, now)
  const named = day === 'Today' || day === 'Yesterday'
  return `last seen ${named ? day.toLowerCase() : day} at ${formatClock(at)}`
}
