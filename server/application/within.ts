import { busy } from '@/server/domain/errors'

interface Pending {
  readonly lateAt: number
  readonly fail: () => void
}

/** What is to have a result in the same time, in the order in which it began: one timer looks after all of it. */
class Deadline {
  readonly #timeoutMs: number
  readonly #pending = new Set<Pending>()
  #timer: NodeJS.Timeout | null = null

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  hold<T>(work: Promise<T>, late: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (): void => {
        late()
        reject(busy())
      }
      const pending: Pending = { lateAt: performance.now() + this.#timeoutMs, fail }
      this.#pending.add(pending)
      this.#timer ??= setTimeout(() => this.#look(), this.#timeoutMs)
      work.then(
        (result) => {
          this.#pending.delete(pending)
          resolve(result)
        },
        (error: unknown) => {
          this.#pending.delete(pending)
          reject(error)
        },
      )
    })
  }

  #look(): void {
    this.#timer = null
    // Timers may fire within a millisecond before their time.
    const now = performance.now() + 1
    for (const pending of this.#pending) {
      if (pending.lateAt > now) {
        this.#timer = setTimeout(() => this.#look(), pending.lateAt - now)
        return
      }
      this.#pending.delete(pending)
      pending.fail()
    }
  }
}

const deadlines = new Map<number, Deadline>()

/**
 * @param late called when `work` has no result in time, before that is thrown
 * @throws KithError `busy` when `work` has no result in time. What it does meanwhile goes on: it may yet succeed.
 */
export function within<T>(timeoutMs: number, work: Promise<T>, late: () => void = () => {}): Promise<T> {
  let deadline = deadlines.get(timeoutMs)
  if (!deadline) {
    deadline = new Deadline(timeoutMs)
    deadlines.set(timeoutMs, deadline)
  }
  return deadline.hold(work, late)
}
