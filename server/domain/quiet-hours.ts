/** Every day from `from` to before `to`, in minutes after midnight. Over midnight when `from` is the later one. */
export interface QuietHours {
  readonly from: number
  readonly to: number
  /** An IANA time zone. */
  readonly zone: string
}

export const DAY_MINUTES = 1_440

/** `now` in milliseconds. */
export function isQuiet(quiet: QuietHours | null, now: number): boolean {
  if (quiet === null) return false
  const { from, to } = quiet
  const minute = minuteOfDay(now, quiet.zone)
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

const MINUTE_MS = 60_000

/**
 * The quiet hours that `now` is in, in milliseconds: when they began, and when they end unless the clocks change before.
 * Null: it isn't quiet.
 */
export function quietPeriod(quiet: QuietHours | null, now: number): { from: number; to: number } | null {
  if (quiet === null || !isQuiet(quiet, now)) return null
  const minute = minuteOfDay(now, quiet.zone)
  const begun = now - (now % MINUTE_MS)
  const minutes = (count: number) => ((count + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS
  return { from: begun - minutes(minute - quiet.from), to: begun + minutes(quiet.to - minute) }
}

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function minuteOfDay(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' })
  const part = (type: 'hour' | 'minute') => Number(parts.formatToParts(now).find((one) => one.type === type)?.value)
  return part('hour') * 60 + part('minute')
}
