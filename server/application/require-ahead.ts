import { KithError } from '@/server/domain/errors'

const YEARS_MAX = 10

/** `now` in milliseconds. @throws KithError `invalid` for an end that has come, or is too far off */
export function requireAhead(endsAt: string, now: number): void {
  const latest = new Date(now)
  latest.setFullYear(latest.getFullYear() + YEARS_MAX)
  if (Date.parse(endsAt) > now && endsAt <= latest.toISOString()) return
  throw new KithError('invalid', `Choose an end that is still to come, within ${YEARS_MAX} years.`)
}
