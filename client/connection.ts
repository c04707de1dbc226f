import type { StoreApi } from 'zustand/vanilla'
import type { KithError } from '@/server/domain/errors'
import type { Api } from './api'
import { type Backoff, backoffMs } from './backoff'
import { cell, put } from './cell'
import type { Environment } from './environment'
import type { ConnectionState } from './kith'
import { asRefusal, unreachable, withTimeout } from './refusal'
import type { ClockReading } from './server-clock'
import type { ServerEvent } from './server-event'
import type { Dial, RequestAnswer, RequestInput, RequestName, Wire } from './wire'

const TICKET_TIMEOUT_MS = 4_000
const HANDSHAKE_TIMEOUT_MS = 5_000
const REQUEST_TIMEOUT_MS = 10_000
const DRAIN_WAIT_MS = 1_000
/** For what was asked of a gateway that goes away: after that, it is asked elsewhere. */
const DRAIN_PATIENCE_MS = 3_000
/** How long a connection that seems to stand may take to show that it is alive. */
const PROBE_MS = 800
/** A try that is older than this may hang in a network that isn't there any more. */
const STALE_TRY_MS = 800
/** For this long the network is tried often enough to be back within two seconds of it. */
const EAGER_MS = 5 * 60_000
const EAGER: Backoff = { firstMs: 300, maxMs: 1_800 }
const PATIENT: Backoff = { firstMs: 2_000, maxMs: 15_000 }
/** After this many sockets in a row that failed although the server answers, requests go over HTTP. */
const FALLBACK_AFTER = 2

export interface ConnectionListener {
  online(): void
  /** The device woke up, or changed its network, while the connection seems to stand: ask something. */
  awake(): void
  /** No socket can be had, but the server answers over HTTP. */
  fallback(): void
  event(event: ServerEvent): void
  /** The server said what time it is. */
  clock(reading: ClockReading): void
  /** The session is over. */
  ended(): void
}

export interface Connection {
  readonly state: StoreApi<ConnectionState>
  /** Requests over HTTP get through, while no socket does. */
  readonly fallback: boolean
  start(listener: ConnectionListener): void
  /** Tries at once; a connection that seems to stand is left unless something is heard soon. */
  wake(): void
  stop(): void
  /** The session is over: no more tries. */
  end(): void
  /** @throws KithError; without an answer for 10 s, and nothing else heard, the connection counts as dead. */
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestAnswer<Name>>
}

interface Dependencies {
  readonly api: Pick<Api, 'ticket'>
  /** The server's origin; empty for the page's own. */
  readonly url: string
  readonly dial: Dial
  readonly environment: Environment
}

/** Keeps one wire to a gateway: a ticket, a handshake, and again after a loss. */
export function createConnection(dependencies: Dependencies): Connection {
  return new Connecting(dependencies)
}

class Connecting implements Connection {
  readonly state: StoreApi<ConnectionState>
  readonly #deps: Dependencies
  #listener: ConnectionListener | null = null
  #wire: Wire | null = null
  #connected = false
  /** Which try this is: what an older one brings is dropped. */
  #attempt = 0
  #triedAt = 0
  #trying = false
  #failures = 0
  #socketFailures = 0
  #lostAt: number
  /** The network may have gone without a word, and what was open in it: the device woke up, or nothing was heard any more. */
  #doubtful = false
  /** Requests that have no answer yet. */
  #asking = 0
  /** The gateway goes away: leaves it when nothing is asked of it any more. */
  #leaving = false
  /** How often something came over the wire. */
  #heardCount = 0
  #cancelRetry: () => void = () => {}

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies
    this.#lostAt = dependencies.environment.now()
    this.state = cell<ConnectionState>({ status: 'connecting', since: this.#lostAt })
  }

  get fallback(): boolean {
    return !this.#connected && this.#socketFailures >= FALLBACK_AFTER
  }

  start(listener: ConnectionListener): void {
    this.#listener = listener
    void this.#try()
  }

  wake(): void {
    if (!this.#listener) return
    if (this.#connected) {
      this.#leaveUnlessHeard()
      this.#listener.awake()
      return
    }
    this.#failures = 0
    this.#lostAt = Math.max(this.#lostAt, this.#now() - EAGER_MS)
    if (this.#trying && this.#doubtful && this.#now() - this.#triedAt < STALE_TRY_MS) return
    this.#doubtful = true
    void this.#try()
  }

  stop(): void {
    this.#listener = null
    this.#hangUp()
  }

  end(): void {
    const listener = this.#listener
    this.stop()
    put<ConnectionState>(this.state, { status: 'ended' })
    listener?.ended()
  }

  async request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestAnswer<Name>> {
    const wire = this.#wire
    if (!wire || !this.#connected) throw unreachable()
    const askedAt = this.#now()
    const leaveIfSilent = this.#ifSilent()
    this.#asking += 1
    try {
      const answer = await wire.request(name, input, REQUEST_TIMEOUT_MS)
      this.#heardCount += 1
      return answer
    } catch (error) {
      if (this.#now() - askedAt >= REQUEST_TIMEOUT_MS) leaveIfSilent()
      throw asRefusal(error)
    } finally {
      this.#asking -= 1
      this.#leaveWhenDone()
    }
  }

  // What was asked before the device slept may wait for long, and what is asked now behind it.
  #leaveUnlessHeard(): void {
    this.#deps.environment.after(PROBE_MS, this.#ifSilent())
  }

  /** To be called later: if nothing came over the wire since, the other end is gone without a word. */
  #ifSilent(): () => void {
    const [wire, heard] = [this.#wire, this.#heardCount]
    return () => {
      if (!this.#connected || wire !== this.#wire || heard !== this.#heardCount) return
      this.#doubtful = true
      this.#lost(null)
    }
  }

  /** Nothing more is begun at this gateway; what was begun is finished. */
  #leave(): void {
    this.#leaving = true
    this.#lostAt = this.#now()
    put<ConnectionState>(this.state, { status: 'connecting', since: this.#lostAt })
    this.#cancelRetry = this.#deps.environment.after(DRAIN_PATIENCE_MS, () => void this.#try())
    this.#leaveWhenDone()
  }

  #leaveSoon(): void {
    const { environment } = this.#deps
    this.#cancelRetry()
    this.#cancelRetry = environment.after(environment.random() * DRAIN_WAIT_MS, () => this.#leave())
  }

  #leaveWhenDone(): void {
    if (this.#leaving && this.#asking === 0) void this.#try()
  }

  #now(): number {
    return this.#deps.environment.now()
  }

  #hangUp(): void {
    this.#attempt += 1
    this.#trying = false
    this.#connected = false
    this.#leaving = false
    this.#cancelRetry()
    this.#wire?.close()
    this.#wire = null
  }

  async #try(): Promise<void> {
    this.#hangUp()
    const attempt = this.#attempt
    this.#trying = true
    this.#triedAt = this.#now()
    put<ConnectionState>(this.state, { status: 'connecting', since: this.#lostAt })
    try {
      const { ticket, gatewayUrl, now } = await withTimeout(TICKET_TIMEOUT_MS, (signal) =>
        this.#deps.api.ticket(signal, this.#doubtful),
      )
      if (attempt !== this.#attempt) return
      if (now) this.#listener?.clock({ now, askedAt: this.#triedAt, answeredAt: this.#now() })
      this.#dial(gatewayUrl ?? this.#deps.url, ticket)
    } catch (error) {
      if (attempt === this.#attempt) this.#lost(asRefusal(error))
    }
  }

  #dial(url: string, ticket: string): void {
    const attempt = this.#attempt
    const current = (): boolean => attempt === this.#attempt
    const listener = {
      connected: () => current() && this.#established(),
      event: (event: ServerEvent) => current() && this.#heard(event),
      closed: (refusal: KithError | null, silent = false) => {
        if (!current()) return
        this.#doubtful ||= silent
        if (!this.#connected) this.#socketFailures += 1
        // A ticket that isn't taken says nothing about the session: the next one's procedure does.
        this.#lost(refusal?.code === 'unauthenticated' ? null : refusal)
        if (this.fallback) this.#listener?.fallback()
      },
    }
    this.#wire = this.#deps.dial({ url, ticket, timeoutMs: HANDSHAKE_TIMEOUT_MS }, listener)
  }

  #established(): void {
    this.#trying = false
    this.#connected = true
    this.#failures = 0
    this.#socketFailures = 0
    this.#doubtful = false
    put<ConnectionState>(this.state, { status: 'online' })
    this.#listener?.online()
  }

  #heard(event: ServerEvent): void {
    this.#heardCount += 1
    if (event.name === 'session:ended') this.end()
    else if (event.name === 'gateway:draining') this.#leaveSoon()
    else this.#listener?.event(event)
  }

  #lost(refusal: KithError | null): void {
    if (refusal?.code === 'unauthenticated') {
      this.end()
      return
    }
    if (refusal?.code === 'outdated') {
      this.stop()
      put<ConnectionState>(this.state, { status: 'outdated' })
      return
    }
    this.#failures += 1
    const { environment } = this.#deps
    const eager = this.#connected || (environment.visible() && this.#now() - this.#lostAt < EAGER_MS)
    const waitMs = backoffMs(eager ? EAGER : PATIENT, this.#failures, environment.random())
    this.#retryIn(Math.max(waitMs, refusal?.retryAfterMs ?? 0))
  }

  #retryIn(delayMs: number): void {
    const listening = this.#listener !== null
    if (this.#connected) this.#lostAt = this.#now()
    this.#hangUp()
    if (!listening) return
    const retryAt = this.#deps.environment.offline() ? null : this.#now() + delayMs
    put<ConnectionState>(this.state, { status: 'waiting', since: this.#lostAt, retryAt })
    this.#cancelRetry = this.#deps.environment.after(delayMs, () => void this.#try())
  }
}
