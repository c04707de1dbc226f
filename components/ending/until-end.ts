import { durationOf } from '../disappearing/duration'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "Ends in 3 days": in the largest unit, rounded down, as a clock that counts down does. */
export function untilEnd(endsAt: string, now: number): string {
  const left = Date.parse(endsAt) - now
  if (left < MINUTE_MS) return 'Ends now'
  const unit = left < HOUR_MS ? MINUTE_MS : left < 2 * DAY_MS ? HOUR_MS : DAY_MS
  const rounded = Math.floor(left / unit) * unit
  return `Ends in ${rounded === DAY_MS ? '24 hours' : durationInOne(rounded, unit)}`
}

function durationInOne(ms: number, unit: number): string {
  return unit === HOUR_MS ? `${ms / HOUR_MS} hour${ms === HOUR_MS ? '' : 's'}` : durationOf(ms)
}
