import type { StoreApi } from 'zustand/vanilla'
import type { Instant } from '@/contracts/ids'
import { cell, put } from './cell'
import type { Environment } from './environment'

/** What an answer says of the time: the server's clock at a moment between these two of this device's. */
export interface ClockReading {
  readonly now: Instant
  /** In milliseconds since 1970, by this device. */
  readonly askedAt: number
  readonly answeredAt: number
}

interface Kept {
  readonly offsetMs: number
  /** By this device's clock. */
  readonly at: number
}

interface Dependencies {
  readonly environment: Pick<Environment, 'now'>
  save(kept: Kept): void
}

/** What moves on less than that is nothing to draw again for. */
const NOTABLE_MS = 1_000

/**
 * The server's clock, as far as it is known here. What the server dates is judged by this one, because the device's own
 * may be a day off. Each answer says between which two bounds the difference lies, the narrower the faster it came; what
 * lies within all of them is kept (as Marzullo's algorithm has it). Bounds that exclude each other mean that a clock was
 * set meanwhile: then the newest counts.
 */
export class ServerClock {
  /** Server minus device, in milliseconds; moves when it is worth drawing again. */
  readonly offset: StoreApi<number> = cell(0)
  readonly #deps: Dependencies
  #least = Number.NEGATIVE_INFINITY
  #most = Number.POSITIVE_INFINITY
  #offsetMs = 0

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** In milliseconds since 1970. The device's own until the server was heard. */
  now(): number {
    return this.#deps.environment.now() + this.#offsetMs
  }

  get instant(): Instant {
    return new Date(this.now()).toISOString()
  }

  hear({ now, askedAt, answeredAt }: ClockReading): void {
    const server = Date.parse(now)
    // The device's clock was set back while the answer was on its way.
    if (Number.isNaN(server) || answeredAt < askedAt) return
    const [least, most] = [server - answeredAt, server - askedAt]
    const agrees = least <= this.#most && most >= this.#least
    this.#least = agrees ? Math.max(least, this.#least) : least
    this.#most = agrees ? Math.min(most, this.#most) : most
    if (this.#move((this.#least + this.#most) / 2)) this.#deps.save({ offsetMs: this.#offsetMs, at: answeredAt })
  }

  /** What an earlier run found out, for as long as the server isn't heard; not if the device's clock was set back since. */
  restore(kept: unknown): void {
    const { offsetMs, at } = (kept ?? {}) as Partial<Kept>
    const heard = this.#least !== Number.NEGATIVE_INFINITY
    if (heard || typeof offsetMs !== 'number' || typeof at !== 'number' || at > this.#deps.environment.now()) return
    this.#move(offsetMs)
  }

  /** Whether that is worth telling. */
  #move(offsetMs: number): boolean {
    this.#offsetMs = Math.round(offsetMs)
    const isNotable = Math.abs(this.#offsetMs - this.offset.getState()) >= NOTABLE_MS
    if (isNotable) put(this.offset, this.#offsetMs)
    return isNotable
  }
}
