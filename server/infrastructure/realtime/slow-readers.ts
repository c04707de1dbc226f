import { breakOff } from './break-off'
import type { GatewaySocket } from './io'

/** What may wait for one socket, and for all of them. Beyond it a client reads too slowly: it catches up from the log. */
export interface BacklogLimits {
  readonly bytes: number
  readonly packets: number
  readonly totalBytes: number
}

export const BACKLOG: BacklogLimits = { bytes: 8_000_000, packets: 5_000, totalBytes: 256_000_000 }

/** All are looked at when so much of the whole bound was written since they were last. */
const LOOKS_PER_TOTAL = 8

interface Packet {
  readonly data?: unknown
}

/** Engine.IO keeps these to itself; how much waits in them is known to nobody else. */
interface Connection {
  readonly writeBuffer: readonly Packet[]
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } }
  on(event: 'packetCreate', listener: (this: Connection, packet: Packet) => void): void
  on(event: 'flush' | 'close', listener: (this: Connection) => void): void
  close(discard: boolean): void
}

/**
 * Cuts off sockets for which too much waits, at the packet that is one too many: what a gateway holds is bounded whatever
 * its clients do.
 */
export class SlowReaders {
  readonly #limits: BacklogLimits
  /** By connection, the bytes of what waits for the transport; what the transport holds it says itself. */
  readonly #queuedBytes = new Map<Connection, number>()
  readonly #listeners: ReturnType<typeof listenersOf>
  #writtenBytes = 0
  #cutOff = 0

  constructor(limits: BacklogLimits = BACKLOG) {
    this.#limits = limits
    this.#listeners = listenersOf(this.#queuedBytes, (connection, packet) => this.#written(connection, packet))
  }

  /** How many were cut off so far. */
  get cutOff(): number {
    return this.#cutOff
  }

  get waitingBytes(): number {
    let sum = 0
    for (const [connection, queuedBytes] of this.#queuedBytes) sum += queuedBytes + heldFor(connection)
    return sum
  }

  watch({ conn }: Pick<GatewaySocket, 'conn'>): void {
    const connection = conn as unknown as Connection
    if (this.#queuedBytes.has(connection)) return
    this.#queuedBytes.set(connection, 0)
    connection.on('packetCreate', this.#listeners.packetCreate)
    connection.on('flush', this.#listeners.flush)
    connection.on('close', this.#listeners.close)
  }

  #written(connection: Connection, { data }: Packet): void {
    const before = this.#queuedBytes.get(connection)
    if (before === undefined) return
    const size = typeof data === 'string' ? data.length : 0
    const queuedBytes = before + size
    this.#queuedBytes.set(connection, queuedBytes)
    this.#writtenBytes += size
    const { bytes, packets, totalBytes } = this.#limits
    if (connection.writeBuffer.length >= packets || queuedBytes + heldFor(connection) > bytes) this.#cut(connection)
    if (this.#writtenBytes < totalBytes / LOOKS_PER_TOTAL) return
    this.#writtenBytes = 0
    this.#lighten(totalBytes)
  }

  #lighten(totalBytes: number): void {
    const waiting = [...this.#queuedBytes].map(([connection, queuedBytes]) => ({
      connection,
      size: queuedBytes + heldFor(connection),
    }))
    let sum = waiting.reduce((all, { size }) => all + size, 0)
    if (sum <= totalBytes) return
    for (const { connection, size } of waiting.sort((one, other) => other.size - one.size)) {
      if (sum <= totalBytes) return
      sum -= size
      this.#cut(connection)
    }
  }

  #cut(connection: Connection): void {
    if (!this.#queuedBytes.delete(connection)) return
    this.#cutOff += 1
    breakOff(connection)
  }
}

/** The same for all connections: they are many, and each would keep its own. */
function listenersOf(queuedBytes: Map<Connection, number>, written: (connection: Connection, packet: Packet) => void) {
  return {
    packetCreate(this: Connection, packet: Packet) {
      written(this, packet)
    },
    flush(this: Connection) {
      if (queuedBytes.has(this)) queuedBytes.set(this, 0)
    },
    close(this: Connection) {
      queuedBytes.delete(this)
    },
  }
}

const heldFor = ({ transport }: Connection): number => transport.socket?.bufferedAmount ?? 0
