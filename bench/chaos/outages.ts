import type { KithClient } from '@/client/kith'

/** When a client was without a connection. */
interface Outage {
  readonly from: number
  to: number | null
}

/** Outages of somebody's client that lived through them. */
export class Outages {
  readonly #all: Outage[] = []

  /** Answers a function that ends it. */
  follow({ connection }: KithClient): () => void {
    let current: Outage | null = null
    return connection.subscribe(({ status }) => {
      if (status === 'online') {
        if (current) current.to = Date.now()
        current = null
      } else if (!current) {
        current = { from: Date.now(), to: null }
        this.#all.push(current)
      }
    })
  }

  /** How long those took that began then, in milliseconds; up to now for one that hasn't ended. */
  between(from: number, to: number): number[] {
    const these = this.#all.filter((outage) => outage.from >= from && outage.from <= to)
    return these.map((outage) => (outage.to ?? Date.now()) - outage.from)
  }
}
