import { type Backoff, backoffMs } from './backoff'
import type { Environment } from './environment'

const RETRY: Backoff = { firstMs: 1_000, maxMs: 30_000 }

/** The conversations that wait a while because the server refused for a while: what follows in them waits too. */
export class OutboxLanes {
  readonly #environment: Environment
  readonly #again: () => void
  /** How often in a row. */
  readonly #failures = new Map<string, number>()
  /** Until its time comes: takes the next try back. */
  readonly #paused = new Map<string, () => void>()

  constructor(environment: Environment, again: () => void) {
    this.#environment = environment
    this.#again = again
  }

  isPaused(lane: string): boolean {
    return this.#paused.has(lane)
  }

  passed(lanes: readonly string[]): void {
    for (const lane of lanes) this.#failures.delete(lane)
  }

  /** `atLeastMs`: the server said when it may be tried again. */
  pause(lanes: readonly string[], atLeastMs = 0): void {
    for (const lane of lanes) {
      const count = (this.#failures.get(lane) ?? 0) + 1
      this.#failures.set(lane, count)
      const again = (): void => {
        this.#paused.delete(lane)
        this.#again()
      }
      this.#paused.get(lane)?.()
      const delayMs = Math.max(atLeastMs, backoffMs(RETRY, count, this.#environment.random()))
      this.#paused.set(lane, this.#environment.after(delayMs, again))
    }
  }

  /** All may be tried at once. */
  clear(): void {
    for (const cancel of this.#paused.values()) cancel()
    this.#paused.clear()
    this.#failures.clear()
  }
}
