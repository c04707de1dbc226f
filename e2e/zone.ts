/** Where it is so many hours after midnight now. None of these zones puts its clocks forward. */
export function zoneAt(hour: number, now: Date): string {
  const ahead = ((hour - now.getUTCHours() + 24 + 11) % 24) - 11
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

// The first process chooses, for all of them.
process.env.KITH_E2E_ZONE ??= zoneAt(12, new Date())

/**
 * Where browsers are: it is noon there when the tests begin, whenever that is, so that no midnight comes between what is said
 * and what is seen.
 */
export const NOON_ZONE = process.env.KITH_E2E_ZONE

/** In so many milliseconds, to the minute, as a field for day and time has it in those browsers. */
export function localMinuteIn(ms: number): string {
  // Swedes write dates as fields do.
  const parts = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: NOON_ZONE })
  return parts.format(Date.now() + ms).replace(' ', 'T')
}
