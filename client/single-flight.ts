/** Runs one request per key at a time; what is asked for meanwhile shares one more run after it. */
export class SingleFlight<Key> {
  readonly #running = new Map<Key, Promise<void>>()
  readonly #next = new Map<Key, Promise<void>>()

  run(key: Key, request: () => Promise<void>): Promise<void> {
    const running = this.#running.get(key)
    if (!running) return this.#start(key, request)
    let next = this.#next.get(key)
    if (!next) {
      next = running.then(() => {
        this.#next.delete(key)
        return this.#start(key, request)
      })
      this.#next.set(key, next)
    }
    return next
  }

  #start(key: Key, request: () => Promise<void>): Promise<void> {
    const done = Promise.resolve()
      .then(request)
      .finally(() => {
        if (this.#running.get(key) === done) this.#running.delete(key)
      })
    this.#running.set(key, done)
    return done
  }
}
