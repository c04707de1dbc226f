import type { Environment } from './environment'

export interface Pace {
  /** What comes within this time of what was shown is shown together; 0: nothing is gathered. */
  readonly gatherMs: number
  /** Drawing is followed by so many times as much rest … */
  readonly times: number
  /** … but by no more than this. */
  readonly maxMs: number
}

interface Dependencies {
  readonly environment: Pick<Environment, 'now' | 'after' | 'visible'>
  readonly pace: Pace
  readonly show: () => void
}

/** Shows in its turn what comes by itself, and together what comes while this rests. */
export class Pacer {
  readonly #deps: Dependencies
  #cancel: (() => void) | null = null
  #restsUntil = 0

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** There is something that is to be shown. */
  get planned(): boolean {
    return this.#cancel !== null
  }

  get restMs(): number {
    const { environment, pace } = this.#deps
    const ms = this.#restsUntil - environment.now()
    // A clock may be set back; a page in the background gets its timers late, and draws nothing.
    return ms > 0 && ms <= pace.maxMs && environment.visible() ? ms : 0
  }

  /** There is something to show. */
  soon(): void {
    if (this.#cancel) return
    const { restMs } = this
    if (restMs > 0) this.#cancel = this.#deps.environment.after(restMs, () => this.#due())
    else {
      let wanted = true
      this.#cancel = () => {
        wanted = false
      }
      queueMicrotask(() => wanted && this.#due())
    }
  }

  /** It is shown: nothing is left to show. */
  shown(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  rest(): void {
    const { environment, pace } = this.#deps
    this.#restsUntil = environment.now() + pace.gatherMs
  }

  /** Drawing what was shown last took so long. */
  drew(tookMs: number): void {
    const { environment, pace } = this.#deps
    if (pace.gatherMs === 0) return
    const restMs = Math.min(pace.maxMs, tookMs * pace.times)
    this.#restsUntil = Math.max(this.#restsUntil, environment.now() + restMs)
  }

  #due(): void {
    this.#cancel = null
    // Drawing turned out to take longer since this was planned.
    if (this.restMs > 0) this.soon()
    else this.#deps.show()
  }
}
