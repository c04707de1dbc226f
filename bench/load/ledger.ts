import { performance } from 'node:perf_hooks'
import type { Tally } from './job'

interface Said {
  readonly at: number
  left: number
}

const MOST_COMPLAINTS = 20

/** What everybody of this process said, and who still has to get it. */
export class Ledger {
  readonly #said = new Map<string, Said>()
  #wrong: string[] = []
  #measuring = false
  #sent = 0
  #delivered = 0
  #total = 0
  #triedAgain = 0
  #acknowledgedMs: number[] = []
  #deliveredMs: number[] = []

  /** Messages that somebody has not got yet. */
  get underway(): number {
    return this.#said.size
  }

  said(clientId: string, recipients: number, at: number): void {
    this.#said.set(clientId, { at, left: recipients })
  }

  acknowledged(afterMs: number): void {
    this.#total += 1
    if (!this.#measuring) return
    this.#sent += 1
    this.#acknowledgedMs.push(afterMs)
  }

  delivered(clientId: string): void {
    const said = this.#said.get(clientId)
    if (!said) {
      this.complain(`${clientId} came more often than there are recipients, or nobody said it`)
      return
    }
    said.left -= 1
    if (said.left === 0) this.#said.delete(clientId)
    if (!this.#measuring) return
    this.#delivered += 1
    this.#deliveredMs.push(performance.now() - said.at)
  }

  /** Something failed that clients try again by themselves. */
  tried(): void {
    this.#triedAgain += 1
  }

  get triedAgain(): number {
    return this.#triedAgain
  }

  complain(what: string): void {
    if (this.#wrong.length < MOST_COMPLAINTS) this.#wrong.push(what)
  }

  measure(): void {
    this.#measuring = true
    this.#sent = 0
    this.#delivered = 0
    this.#acknowledgedMs = []
    this.#deliveredMs = []
  }

  pause(): void {
    this.#measuring = false
  }

  tally(): Tally {
    const ascending = (one: number, other: number) => one - other
    return {
      sent: this.#sent,
      delivered: this.#delivered,
      acknowledgedMs: this.#acknowledgedMs.sort(ascending),
      deliveredMs: this.#deliveredMs.sort(ascending),
      wrong: this.#wrong,
      total: this.#total,
    }
  }
}
