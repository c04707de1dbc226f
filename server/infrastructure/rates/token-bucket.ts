/** `burst` at once, `perSecond` in the long run. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** Of milliseconds: what sums of parts may be off by. */
const ROUNDING_MS = 1e-6

/**
 * The classic token bucket as the one number that it takes: when it is full again, in milliseconds of a clock that never goes
 * back. There is one per asker and kind of request; nobody has one who may ask as often as anybody.
 */
export const FULL = 0

/** In how many milliseconds there is a token to take; 0: now. */
export function waitMs(fullAt: number, { burst, perSecond }: Rate, now: number): number {
  const missingMs = fullAt - now - ((burst - 1) / perSecond) * 1_000
  return missingMs <= ROUNDING_MS ? 0 : Math.ceil(missingMs - ROUNDING_MS)
}

/** The bucket with one token less. */
export const taken = (fullAt: number, { perSecond }: Rate, now: number): number =>
  Math.max(fullAt, now) + 1_000 / perSecond
