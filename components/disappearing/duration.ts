const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

export const UNITS = [
  { name: 'minute', ms: MINUTE_MS },
  { name: 'hour', ms: HOUR_MS },
  { name: 'day', ms: DAY_MS },
] as const

/** What a timer is set to, in words: "24 hours", "7 days". Of several units, each that counts: "1 hour 30 minutes". */
export function durationOf(ms: number): string {
  if (ms === DAY_MS) return '24 hours'
  const parts: string[] = []
  let rest = Math.max(ms, MINUTE_MS)
  for (const { name, ms: unit } of [...UNITS].reverse()) {
    const count = Math.floor(rest / unit)
    rest -= count * unit
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
  }
  return parts.join(' ')
}

/** What is offered besides a time of one's own. */
export const CHOICES_MS: readonly number[] = [HOUR_MS, DAY_MS, 7 * DAY_MS, 90 * DAY_MS]
