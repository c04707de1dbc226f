import { performance } from 'node:perf_hooks'
import type { Actor } from '@/server/application/ports'
import { KithError } from '@/server/domain/errors'
import { type Rate, TokenBucket } from './token-bucket'

/** Who asks. `actor` null: nobody who is signed in. */
export interface Asker {
  readonly actor: Actor | null
  readonly address: string
}

/** A person has several devices. */
const USER_FACTOR = 4
/** Many people share an address, each held by a rate of their own; of those who aren't signed in nobody knows who is who. */
const ADDRESS_FACTOR = 1_000
const STRANGERS_FACTOR = 100
const SWEEP_EVERY_MS = 60_000

/** How often each kind of request may be made: by a session, by all of a user's, and from an address. */
export class Limits {
  readonly #rates: Readonly<Record<string, Rate>>
  readonly #other: Rate
  readonly #now: () => number
  readonly #buckets = new Map<string, TokenBucket>()
  #sweptAt: number

  /** @param other for kinds that aren't known. @param now milliseconds of a clock that never goes back */
  constructor(rates: Readonly<Record<string, Rate>>, other: Rate, now: () => number = () => performance.now()) {
    this.#rates = rates
    this.#other = other
    this.#now = now
    this.#sweptAt = now()
  }

  /** @throws KithError `rate_limited`, with when to ask again */
  take(kind: string, { actor, address }: Asker): void {
    const now = this.#now()
    this.#sweep(now)
    const known = Object.hasOwn(this.#rates, kind)
    const rate = (known ? this.#rates[kind] : undefined) ?? this.#other
    const name = known ? kind : ''
    const buckets: TokenBucket[] = []
    if (!actor) buckets.push(this.#bucket(`strangers ${address} ${name}`, times(rate, STRANGERS_FACTOR), now))
    else {
      buckets.push(this.#bucket(`address ${address} ${name}`, times(rate, ADDRESS_FACTOR), now))
      buckets.push(this.#bucket(`user ${actor.userId} ${name}`, times(rate, USER_FACTOR), now))
      buckets.push(this.#bucket(`session ${actor.sessionId} ${name}`, rate, now))
    }
    const waitMs = Math.max(...buckets.map((bucket) => bucket.waitMs(now)))
    if (waitMs > 0) throw tooMuch(waitMs)
    for (const bucket of buckets) bucket.take(now)
  }

  #bucket(key: string, rate: Rate, now: number): TokenBucket {
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      bucket = new TokenBucket(rate, now)
      this.#buckets.set(key, bucket)
    }
    return bucket
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = now
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key)
  }
}

const times = ({ burst, perSecond }: Rate, factor: number): Rate => ({
  burst: burst * factor,
  perSecond: perSecond * factor,
})

const tooMuch = (waitMs: number): KithError =>
  new KithError('rate_limited', `That was too much at once. Try again in ${inWords(waitMs)}.`, waitMs)

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds <= 1) return 'a moment'
  const minutes = Math.ceil(seconds / 60)
  return seconds < 60 ? `${seconds} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`
}
