/** `burst` at once, `perSecond` in the long run. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** The classic token bucket: two numbers and no timer, since there is one per asker and kind of request. */
export class TokenBucket {
  readonly #rate: Rate
  #tokens: number
  #filledAt: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#filledAt = now
  }

  /** @param now milliseconds of a clock that never goes back */
  take(now: number): boolean {
    if (this.waitMs(now) > 0) return false
    this.#tokens -= 1
    return true
  }

  /** In how many milliseconds there is one to take; 0: now. */
  waitMs(now: number): number {
    this.#fill(now)
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#rate.perSecond) * 1_000)
  }

  /** As good as a new one. */
  isFull(now: number): boolean {
    this.#fill(now)
    return this.#tokens >= this.#rate.burst
  }

  #fill(now: number): void {
    const gained = ((now - this.#filledAt) / 1_000) * this.#rate.perSecond
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained)
    this.#filledAt = now
  }
}
