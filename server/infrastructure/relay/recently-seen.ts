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
    if (this.#young.has(id) || this.#old.has(id)) return true
    this.#young.add(id)
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young
      this.#young = new Set()
    }
    return false
  }
}
