import type { Instant } from '@/contracts/ids'
import { now as serverNow } from './now'

const DAY_MS = 86_400_000

/** Made when first wanted: the first of them all takes the browser longer than drawing a chat does. */
function formatter(options: () => Intl.DateTimeFormatOptions): (at: Date) => string {
  let made: Intl.DateTimeFormat | null = null
  return (at) => {
    made ??= new Intl.DateTimeFormat(undefined, options())
    return made.format(at)
  }
}

const hour = () =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 ? 'numeric' : '2-digit'
const clock = formatter(() => ({ hour: hour(), minute: '2-digit' }))
const seconds = formatter(() => ({ hour: hour(), minute: '2-digit', second: '2-digit' }))
const weekday = formatter(() => ({ weekday: 'long' }))
const dayOfYear = formatter(() => ({ day: 'numeric', month: 'long' }))
const date = formatter(() => ({ day: 'numeric', month: 'long', year: 'numeric' }))
const shortDate = formatter(() => ({ day: '2-digit', month: '2-digit', year: '2-digit' }))
const appointment = formatter(() => ({ dateStyle: 'long', timeStyle: 'short' }))
const full = formatter(() => ({ dateStyle: 'long', timeStyle: 'medium' }))

/** What every chat has is made while there is nothing else to do yet. */
export function readyToFormat(): void {
  for (const format of [clock, full]) format(new Date())
}

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** Whole calendar days from `at` to `now`, by this device's calendar: 0 today, 1 yesterday. Rounded over changes of clocks. */
export function daysAgo(at: Date, now: Date): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS)
}

export const formatClock = (at: Instant): string => clock(new Date(at))

/** The time of day to the second. */
export const formatSeconds = (at: Instant): string => seconds(new Date(at))

export const formatFull = (at: Instant): string => full(new Date(at))

/** A day and time to come, as people agree on them: to the minute. */
export const formatAppointment = (at: Instant): string => appointment(new Date(at))

/** Names the day: "Today", "Yesterday", a weekday of the last week, else the date. */
export function formatDay(at: Instant, now = new Date(serverNow())): string {
  const day = new Date(at)
  const ago = daysAgo(day, now)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago > 1 && ago < 7) return weekday(day)
  return day.getFullYear() === now.getFullYear() ? dayOfYear(day) : date(day)
}

/** For a line of the overview: the time today, then the day, then the date. */
export function formatBrief(at: Instant, now = new Date(serverNow())): string {
  const ago = daysAgo(new Date(at), now)
  if (ago <= 0) return formatClock(at)
  return ago < 7 ? formatDay(at, now) : shortDate(new Date(at))
}

/** "last seen today at 12:30" */
export function formatLastSeen(at: Instant, now = new Date(serverNow())): string {
  const day = formatDay(at, now)
  const named = day === 'Today' || day === 'Yesterday'
  return `last seen ${named ? day.toLowerCase() : day} at ${formatClock(at)}`
}
