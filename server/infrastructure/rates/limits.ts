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

/** One kind of request, and its place among an asker's buckets. */
interface Kind {
  readonly index: number
  readonly rate: Rate
}

/** How often each kind of request may be made: by a session, by all of a user's, and from an address. */
export class Limits {
  readonly #kinds: ReadonlyMap<string, Kind>
  readonly #other: Kind
  readonly #now: () => number
  readonly #sessions = new Buckets(1)
  readonly #users = new Buckets(USER_FACTOR)
  readonly #addresses = new Buckets(ADDRESS_FACTOR)
  readonly #strangers = new Buckets(STRANGERS_FACTOR)
  #sweptAt: number

  /** @param other for kinds that aren't known. @param now milliseconds of a clock that never goes back */
  constructor(rates: Readonly<Record<string, Rate>>, other: Rate, now: () => number = () => performance.now()) {
    this.#other = { index: 0, rate: other }
    this.#kinds = new Map(Object.entries(rates).map(([name, rate], index) => [name, { index: index + 1, rate }]))
    this.#now = now
    this.#sweptAt = now()
  }

  /** @throws KithError `rate_limited`, with when to ask again */
  take(name: string, { actor, address }: Asker): void {
    const now = this.#now()
    this.#sweep(now)
    const kind = this.#kinds.get(name) ?? this.#other
    if (!actor) {
      const strangers = this.#strangers.of(address, kind, now)
      if (!strangers.take(now)) throw tooMuch(strangers.waitMs(now))
      return
    }
    const everybody = this.#addresses.of(address, kind, now)
    const user = this.#users.of(actor.userId, kind, now)
    const session = this.#sessions.of(actor.sessionId, kind, now)
    const waitMs = Math.max(everybody.waitMs(now), user.waitMs(now), session.waitMs(now))
    if (waitMs > 0) throw tooMuch(waitMs)
    everybody.take(now)
    user.take(now)
    session.take(now)
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = now
    for (const buckets of [this.#sessions, this.#users, this.#addresses, this.#strangers]) buckets.sweep(now)
  }
}

/** The buckets of each of those who are counted alike, by kind; made when they are asked for. */
class Buckets {
  readonly #factor: number
  readonly #byAsker = new Map<string, (TokenBucket | undefined)[]>()

  /** @param factor how many times as often as a session they may ask */
  constructor(factor: number) {
    this.#factor = factor
  }

  of(asker: string, { index, rate }: Kind, now: number): TokenBucket {
    let own = this.#byAsker.get(asker)
    if (!own) {
      own = []
      this.#byAsker.set(asker, own)
    }
    let bucket = own[index]
    if (!bucket) {
      bucket = new TokenBucket({ burst: rate.burst * this.#factor, perSecond: rate.perSecond * this.#factor }, now)
      own[index] = bucket
    }
    return bucket
  }

  /** Who hasn't asked for so long that they may as often as anybody is forgotten. */
  sweep(now: number): void {
    for (const [asker, own] of this.#byAsker) {
      if (own.every((bucket) => bucket?.isFull(now) ?? true)) this.#byAsker.delete(asker)
    }
  }
}

const tooMuch = (waitMs: number): KithError =>
  new KithError('rate_limited', `That was too much at once. Try again in ${inWords(waitMs)}.`, waitMs)

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds <= 1) return 'a moment'
  const minutes = Math.ceil(seconds / 60)
  return seconds < 60 ? `${seconds} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`
}
