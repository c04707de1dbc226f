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
}

/** One run at a time. Who comes during it goes with the next one, in the order in which they came. */
export class Convoy<Request, Result> {
  readonly #options: Options<Request, Result>
  #waiting: Waiting<Request, Result>[] = []
  #running = false

  constructor(options: Options<Request, Result>) {
    this.#options = options
  }

  join(request: Request): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject })
      if (!this.#running) void this.#go()
    })
  }

  async #go(): Promise<void> {
    this.#running = true
    while (this.#waiting.length > 0) {
      if (this.#options.later) await this.#options.later()
      await this.#run(this.#next())
    }
    this.#running = false
  }

  #next(): readonly Waiting<Request, Result>[] {
    const { weightOf, mostWeight } = this.#options
    let weight = 0
    const end = this.#waiting.findIndex(({ request }, index) => {
      weight += weightOf(request)
      return index > 0 && weight > mostWeight
    })
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end)
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
