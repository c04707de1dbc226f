import type { Environment } from '../environment'
import type { Chance } from './chance'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/** A clock that only moves when it is told to. */
export class Timers {
  #now = Date.UTC(2026, 0, 1)
  #timers = new Set<Timer>()

  get now(): number {
    return this.#now
  }

  environment(chance: Chance): Environment {
    return {
      now: () => this.#now,
      random: () => chance.next(),
      after: (delayMs, run) => {
        const timer = { at: this.#now + delayMs, run }
        this.#timers.add(timer)
        return () => this.#timers.delete(timer)
      },
      visible: () => true,
      drawn: () => {},
      offline: () => false,
    }
  }

  advance(ms: number): void {
    this.#now += ms
    const due = [...this.#timers].filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at)
    for (const timer of due) if (this.#timers.delete(timer)) timer.run()
  }
}
