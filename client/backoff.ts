/** How long to wait before the next try: doubling, bounded, and spread so that many clients don't come at once. */
export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
}

/** `failures`: how often it failed so far, from 1. Between half of the step and all of it. */
export function backoffMs({ firstMs, maxMs }: Backoff, failures: number, random: number): number {
  const step = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 20))
  return Math.round(step * (0.5 + random / 2))
}
