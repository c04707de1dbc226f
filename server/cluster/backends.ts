import { setTimeout as wait } from 'node:timers/promises'

/** What a balancer knows of one process. */
export interface Backend {
  /** Names it in cookies: stays the same when the process is started again. */
  readonly name: string
  readonly url: string
  /** `alive`: it says that it would rather not be asked, or is too busy to say anything. */
  state: 'ready' | 'alive' | 'away'
  /** Requests and sockets that it has now. */
  busy: number
}

const CHECK_EVERY_MS = 500
const CHECK_TIMEOUT_MS = 2_000

/** Processes that can do the same, and which of them to ask. */
export class Backends {
  /** The one that was asked last is last. */
  readonly #all: Backend[]
  readonly #ending = new AbortController()
  readonly #watching: Promise<unknown>

  constructor(urls: Readonly<Record<string, string>>) {
    this.#all = Object.entries(urls).map(([name, url]) => ({ name, url, state: 'away', busy: 0 }))
    this.#watching = Promise.all(this.#all.map((backend) => this.#watch(backend)))
  }

  /**
   * The preferred one, or else the least busy, of those that are ready; when none is, of those that are alive: a cluster
   * whose relay is away still takes messages in. Who seems to be away may be back: asked last. Null: all were tried.
   */
  pick(tried: ReadonlySet<Backend>, preferred?: string): Backend | null {
    const left = this.#all.filter((backend) => !tried.has(backend))
    const inState = (state: Backend['state']) => left.filter((backend) => backend.state === state)
    const able = [inState('ready'), inState('alive'), inState('away')].find(({ length }) => length > 0) ?? []
    const [idlest] = able.sort((one, other) => one.busy - other.busy)
    const chosen = able.find(({ name }) => name === preferred) ?? idlest
    if (chosen) this.#all.push(...this.#all.splice(this.#all.indexOf(chosen), 1))
    return chosen ?? null
  }

  /** It could not be reached: others are asked until it answers again. */
  failed(backend: Backend): void {
    backend.state = 'away'
  }

  /** Resolves when all of them are ready. */
  async allReady(): Promise<void> {
    while (this.#all.some(({ state }) => state !== 'ready')) await wait(20)
  }

  async close(): Promise<void> {
    this.#ending.abort()
    await this.#watching
  }

  async #watch(backend: Backend): Promise<void> {
    const { signal } = this.#ending
    while (!signal.aborted) {
      backend.state = await check(backend.url, signal)
      await wait(CHECK_EVERY_MS, undefined, { signal }).catch(() => {})
    }
  }
}

async function check(url: string, signal: AbortSignal): Promise<Backend['state']> {
  const late = AbortSignal.timeout(CHECK_TIMEOUT_MS)
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.any([signal, late]) })
    await answer.arrayBuffer()
    return answer.ok ? 'ready' : 'alive'
  } catch {
    // On a machine that has too much to do, everybody is late.
    return late.aborted ? 'alive' : 'away'
  }
}
