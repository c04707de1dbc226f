/** Remembers the last `capacity` to twice as many ids, in two generations, so that forgetting costs nothing. */
export class RecentlySeen {
  readonly #capacity: number
  #young = new Set<string>()
  #old = new Set<string>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Whether it was there already; it is from now on. */
  check(id: string): boolean {
    if (this.#young.has(id)) return true
    // Also when the old generation knows it: seen again is seen lately.
    const known = this.#old.has(id)
    this.#young.add(id)
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Set()
    }
    return known
  }
}
