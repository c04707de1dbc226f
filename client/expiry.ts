import type { Environment } from './environment'

const LOOK_EVERY_MS = 5_000

interface Dependencies {
  readonly environment: Environment
  reachable(): boolean
  /** Hides what is over by the clock. */
  expire(): void
}

/** The server says when a message is gone. Out of its reach, what is known of its clock has to do. */
export class Expiry {
  readonly #deps: Dependencies
  #cancel: () => void = () => {}

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
  }

  /** Now, and again and again. */
  start(): void {
    const { environment, reachable, expire } = this.#deps
    if (!reachable()) expire()
    this.#cancel = environment.after(LOOK_EVERY_MS, () => this.start())
  }

  stop(): void {
    this.#cancel()
  }
}
