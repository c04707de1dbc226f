import type { StoreApi } from 'zustand/vanilla'
import { cell, put } from '../cell'
import type { Connection, ConnectionListener } from '../connection'
import type { ConnectionState } from '../kith'
import { unreachable } from '../refusal'
import type { ServerEvent } from '../server-event'
import type { RequestAnswer, RequestInput, RequestName } from '../wire'
import type { Network } from './network'

type Answerer = <Name extends RequestName>(name: Name, input: RequestInput<Name>) => Promise<RequestAnswer<Name>>

/** A connection over the test's network, cut and restored by the test. */
export class FakeConnection implements Connection {
  readonly state: StoreApi<ConnectionState> = cell<ConnectionState>({ status: 'connecting', since: 0 })
  readonly fallback = false
  readonly #network: Network
  readonly #answer: Answerer
  #listener: ConnectionListener | null = null
  #life = 0

  constructor(network: Network, answer: Answerer) {
    this.#network = network
    this.#answer = answer
  }

  get isOnline(): boolean {
    return this.state.getState().status === 'online'
  }

  start(listener: ConnectionListener): void {
    this.#listener = listener
  }

  up(): void {
    if (this.isOnline || !this.#listener) return
    put<ConnectionState>(this.state, { status: 'online' })
    this.#listener.online()
  }

  cut(): void {
    if (!this.isOnline) return
    this.#life += 1
    put<ConnectionState>(this.state, { status: 'waiting', since: 0, retryAt: null })
  }

  wake(): void {
    if (this.isOnline) this.#listener?.awake()
  }

  stop(): void {
    this.cut()
    this.#listener = null
  }

  end(): void {
    const listener = this.#listener
    this.stop()
    listener?.ended()
  }

  /** Something of the server's for this client; what was sent over a cut connection doesn't arrive. */
  push(event: ServerEvent): void {
    if (!this.isOnline) return
    const life = this.#life
    this.#network.push(() => life === this.#life && this.#listener?.event(event))
  }

  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestAnswer<Name>> {
    if (!this.isOnline) return Promise.reject(unreachable())
    const life = this.#life
    return this.#network.request(
      () => this.#answer(name, input),
      () => life === this.#life,
    )
  }
}
