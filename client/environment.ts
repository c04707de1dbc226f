/** What the client needs from where it runs. Tests give it a clock and chance of their own. */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number
  /** From 0 to 1, without 1. */
  random(): number
  /** Answers a function that takes it back. */
  after(delayMs: number, run: () => void): () => void
  /** Whether the app is on screen. */
  visible(): boolean
  /** Calls back when the next frame is drawn, with the milliseconds that took on this thread; never where nothing is drawn. */
  drawn(told: (tookMs: number) => void): void
  /** The device says that it has no network at all. */
  offline(): boolean
}

/** This process's own clock and chance; always on screen and on a network unless told otherwise. */
export function systemEnvironment(overrides: Partial<Environment> = {}): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    visible: () => true,
    drawn: () => {},
    offline: () => false,
    ...overrides,
  }
}
