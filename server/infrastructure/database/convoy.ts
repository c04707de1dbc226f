interface Waiting<Request, Result> {
  readonly request: Request
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

interface Options<Request, Result> {
  /** Answers each, in their order. When it fails, all of them fail. */
  readonly run: (requests: readonly Request[]) => Promise<readonly Result[]>
  readonly weightOf: (request: Request) => number
  /** Of all that go together; what is heavier by itself goes alone. */
  readonly mostWeight: number
  /** Whether one of them may have spoilt it for all: then each goes by itself. */
  readonly isSpoilt?: (error: unknown) => boolean
  /** What a run waits for before it takes those who are there. */
  readonly later?: () => Promise<void>
  /** How many runs are underway at most, and what of a request only one of them may have: so what is of one stays in its order. */
  readonly lanes?: { readonly most: number; readonly keyOf: (request: Request) => string }
}

/** One run at a time, or one a lane. Who comes meanwhile goes with the next one, in the order in which they came. */
export class Convoy<Request, Result> {
  readonly #options: Options<Request, Result>
  readonly #most: number
  readonly #keysUnderway = new Set<string>()
  #waiting: Waiting<Request, Result>[] = []
  #running = 0

  constructor(options: Options<Request, Result>) {
    this.#options = options
    this.#most = options.lanes?.most ?? 1
  }

  join(request: Request): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      if (this.#running < this.#most) void this.#go()
    })
  }

  async #go(): Promise<void> {
    this.#running += 1
    while (this.#waiting.length > 0) {
      if (this.#options.later) await this.#options.later()
      const together = this.#next()
      // All who wait are behind others of theirs: whoever has those underway goes on with them.
      if (together.length === 0) break
      const keys = this.#keysOf(together)
      for (const key of keys) this.#keysUnderway.add(key)
      await this.#run(together)
      for (const key of keys) this.#keysUnderway.delete(key)
    }
    this.#running -= 1
  }

  #next(): readonly Waiting<Request, Result>[] {
    const { weightOf, mostWeight, lanes } = this.#options
    const isFree = ({ request }: Waiting<Request, Result>) => !lanes || !this.#keysUnderway.has(lanes.keyOf(request))
    const free = this.#keysUnderway.size === 0 ? this.#waiting : this.#waiting.filter(isFree)
    let weight = 0
    const end = free.findIndex(({ request }, index) => {
      weight += weightOf(request)
      return index > 0 && weight > mostWeight
    })
    const together = end === -1 ? free : free.slice(0, end)
    const gone = new Set(together)
    this.#waiting = this.#waiting.filter((one) => !gone.has(one))
    return together
  }

  #keysOf(together: readonly Waiting<Request, Result>[]): readonly string[] {
    const { lanes } = this.#options
    return lanes ? together.map(({ request }) => lanes.keyOf(request)) : []
  }

  async #run(together: readonly Waiting<Request, Result>[]): Promise<void> {
    try {
      const results = await this.#options.run(together.map(({ request }) => request))
      for (const [at, { resolve }] of together.entries()) resolve(results[at] as Result)
    } catch (error) {
      if (together.length > 1 && this.#options.isSpoilt?.(error)) for (const one of together) await this.#run([one])
      else for (const { reject } of together) reject(error)
    }
  }
}
