import type { Chance } from './chance'

/**
 * Picks by weight. Each run leaves some choices out and favours others, so that together runs come to states that the
 * average doesn't. After Groce et al., "Swarm Testing" (2012).
 */
export class Weighted<T> {
  readonly #choices: readonly (readonly [number, T])[]
  readonly #sum: number

  constructor(chance: Chance, choices: readonly (readonly [number, T])[]) {
    this.#choices = choices.map(([weight, choice]) => [weight * (chance.pick([0, 1, 1, 1, 4]) ?? 1), choice] as const)
    this.#sum = this.#choices.reduce((sum, [weight]) => sum + weight, 0)
  }

  pick(chance: Chance): T | undefined {
    let left = chance.next() * this.#sum
    for (const [weight, choice] of this.#choices) {
      left -= weight
      if (left < 0) return choice
    }
    return undefined
  }
}
