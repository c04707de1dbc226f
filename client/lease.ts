/** Held by one of an account's tabs at a time: the one that sends what waits. */
export interface Lease {
  readonly held: boolean
  /** Asks for it; `gained` is called when it is ours, once. Lost only by `release`, or when this tab hung for long. */
  request(gained: () => void): void
  release(): void
}

/** Where nobody shares the store. */
export function soleLease(): Lease {
  let held = false
  return {
    get held() {
      return held
    },
    request(gained) {
      held = true
      gained()
    },
    release() {
      held = false
    },
  }
}
