import type { ConversationId, Seq } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import type { Api } from './api'
import type { LiveConversation } from './live/live-conversation'
import { SingleFlight } from './single-flight'

interface Dependencies {
  readonly api: Pick<Api, 'quotes'>
  live(): LiveConversation | undefined
  changed(): void
}

/** Loads the messages that others answer, where they aren't in the window; many calls make one request. */
export class QuoteLoader {
  readonly #id: ConversationId
  readonly #deps: Dependencies
  readonly #flight = new SingleFlight<'quotes'>()
  readonly #wanted = new Set<Seq>()
  #missing = new Set<Seq>()
  /** What may be seen changes with the stay. */
  #stay = 0

  constructor(id: ConversationId, dependencies: Dependencies) {
    this.#id = id
    this.#deps = dependencies
  }

  need(seqs: readonly Seq[]): void {
    for (const seq of seqs) {
      if (this.#wanted.has(seq)) continue
      this.#wanted.add(seq)
      this.#missing.add(seq)
    }
    this.resume()
  }

  /** Changes were passed over: all of them are loaded again. */
  doubt(): void {
    this.#missing = new Set(this.#wanted)
  }

  forget(): void {
    this.#wanted.clear()
    this.#missing.clear()
  }

  resume(): void {
    const stay = this.#deps.live()?.stay ?? this.#stay
    if (stay !== this.#stay) this.doubt()
    this.#stay = stay
    if (this.#missing.size > 0) void this.#flight.run('quotes', () => this.#load())
  }

  async #load(): Promise<void> {
    const live = this.#deps.live()
    const seqs = [...this.#missing].slice(0, LIMITS.pageMax)
    if (!live || seqs.length === 0) return
    for (const seq of seqs) this.#missing.delete(seq)
    const { stay } = live
    live.pageAsked()
    try {
      const loaded = await this.#deps.api.quotes(this.#id, seqs)
      if (live === this.#deps.live() && stay === live.stay) live.mergeQuotes(seqs, loaded)
      else live.pageFailed()
    } catch {
      // The next connection, or the next one that is needed, asks again.
      live.pageFailed()
      for (const seq of seqs) this.#missing.add(seq)
      return
    }
    this.#deps.changed()
    if (this.#missing.size > 0) await this.#load()
  }
}
