import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

interface Told {
  closed(): void
  /** The client sent so many bytes. */
  sent(bytes: number): void
  /** Whether a piece goes on. When it doesn't, the connection falls silent. */
  readonly passes?: Passes
}

/** Looks at what goes through one connection. */
export type Passes = (chunk: Buffer, from: 'client' | 'server') => boolean

/** One proxied connection: two sockets and what is wrong between them. */
export class FaultyLink {
  delayMs = 0
  readonly #sides: readonly [Socket, Socket]
  readonly #passes: Passes
  #stalled = false
  #silent = false

  constructor(client: Socket, target: number, { closed, sent, passes = () => true }: Told) {
    this.#passes = passes
    const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    this.#sides = [client, upstream]
    this.#pump(client, upstream, 'client')
    this.#pump(upstream, client, 'server')
    client.on('data', ({ length }: Buffer) => sent(length))
    for (const side of this.#sides) {
      side.setNoDelay(true)
      side.on('error', () => this.#fail())
      side.on('close', () => {
        if (this.#sides.every((each) => each.destroyed)) closed()
      })
    }
  }

  cut(): void {
    for (const side of this.#sides) side.resetAndDestroy()
  }

  stall(): void {
    this.#stalled = true
    for (const side of this.#sides) side.pause()
  }

  silence(): void {
    this.#silent = true
    for (const side of this.#sides) side.resume()
  }

  heal(): void {
    this.delayMs = 0
    this.#stalled = false
    for (const side of this.#sides) side.resume()
  }

  /** One end broke. A silenced link doesn't pass even that on. */
  #fail(): void {
    if (!this.#silent) this.cut()
  }

  #pump(from: Socket, to: Socket, side: 'client' | 'server'): void {
    // What is on its way arrives in order even when the delay shrinks meanwhile.
    let arrived = Promise.resolve()
    const later = (deliver: () => void) => {
      const due = this.delayMs > 0 ? wait(this.delayMs) : undefined
      arrived = arrived.then(() => due).then(deliver)
    }
    from.on('data', (chunk) => {
      if (this.#silent) return
      if (this.#passes(chunk, side)) later(() => this.#pass(chunk, from, to))
      else this.silence()
    })
    from.on('end', () => {
      if (this.#silent) return
      later(() => to.end())
    })
  }

  #pass(chunk: Buffer, from: Socket, to: Socket): void {
    if (this.#silent || to.destroyed || to.write(chunk)) return
    from.pause()
    to.once('drain', () => {
      if (!this.#stalled) from.resume()
    })
  }
}
