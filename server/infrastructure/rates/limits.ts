import { performance } from 'node:perf_hooks'
import type { Actor } from '@/server/application/account-ports'
import { KithError } from '@/server/domain/errors'
import { FULL, type Rate, taken, waitMs } from './token-bucket'

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
const SWEEP_EVERY_MS = 10_000

/** One kind of request. */
interface Kind {
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
    this.#other = { rate: other }
    this.#kinds = new Map(Object.entries(rates).map(([name, rate]) => [name, { rate }]))
    this.#now = now
    this.#sweptAt = now()
  }

  /** @throws KithError `rate_limited`, with when to ask again */
  take(name: string, { actor, address }: Asker): void {
    const now = this.#now()
    this.#sweep(now)
    const kind = this.#kinds.get(name) ?? this.#other
    if (!actor) {
      const wait = this.#strangers.waitMs(address, kind, now)
      if (wait > 0) throw tooMuch(wait)
      this.#strangers.take(address, kind, now)
      return
    }
    const { userId, sessionId } = actor
    const wait = Math.max(
      this.#addresses.waitMs(address, kind, now),
      this.#users.waitMs(userId, kind, now),
      this.#sessions.waitMs(sessionId, kind, now),
    )
    if (wait > 0) throw tooMuch(wait)
    this.#addresses.take(address, kind, now)
    this.#users.take(userId, kind, now)
    this.#sessions.take(sessionId, kind, now)
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = now
    for (const buckets of [this.#sessions, this.#users, this.#addresses, this.#strangers]) buckets.sweep(now)
  }
}

/** The buckets of those who are counted alike, of a kind by asker: of each that isn't full, when it will be. */
class Buckets {
  readonly #factor: number
  readonly #byKind = new Map<Kind, { readonly rate: Rate; readonly fullAt: Map<string, number> }>()

  /** @param factor how many times as often as a session they may ask */
  constructor(factor: number) {
    this.#factor = factor
  }

  waitMs(asker: string, kind: Kind, now: number): number {
    const { rate, fullAt } = this.#of(kind)
    return waitMs(fullAt.get(asker) ?? FULL, rate, now)
  }

  take(asker: string, kind: Kind, now: number): void {
    const { rate, fullAt } = this.#of(kind)
    fullAt.set(asker, taken(fullAt.get(asker) ?? FULL, rate, now))
  }

  /** Who hasn't asked for so long that they may as often as anybody is forgotten. */
  sweep(now: number): void {
    for (const { fullAt } of this.#byKind.values()) {
      for (const [asker, at] of fullAt) if (at <= now) fullAt.delete(asker)
    }
  }

  #of(kind: Kind) {
    const known = this.#byKind.get(kind)
    if (known) return known
    const { burst, perSecond } = kind.rate
    const rate = { burst: burst * this.#factor, perSecond: perSecond * this.#factor }
    const made = { rate, fullAt: new Map<string, number>() }
    this.#byKind.set(kind, made)
    return made
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
