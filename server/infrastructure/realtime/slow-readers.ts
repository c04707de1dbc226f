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
  on(event: 'packetCreate', listener: (packet: Packet) => void): void
  on(event: 'flush', listener: () => void): void
  once(event: 'close', listener: () => void): void
  close(discard: boolean): void
}

interface Reader {
  readonly connection: Connection
  /** Of what waits for the transport; what the transport holds it says itself. */
  queuedBytes: number
}

/**
 * Cuts off sockets for which too much waits, at the packet that is one too many: what a gateway holds is bounded whatever
 * its clients do.
 */
export class SlowReaders {
  readonly #limits: BacklogLimits
  readonly #readers = new Set<Reader>()
  #writtenBytes = 0
  #cutOff = 0

  constructor(limits: BacklogLimits = BACKLOG) {
    this.#limits = limits
  }

  /** How many were cut off so far. */
  get cutOff(): number {
    return this.#cutOff
  }

  get waitingBytes(): number {
    let sum = 0
    for (const reader of this.#readers) sum += waitingFor(reader)
    return sum
  }

  watch({ conn }: Pick<GatewaySocket, 'conn'>): void {
    const connection = conn as unknown as Connection
    const reader: Reader = { connection, queuedBytes: 0 }
    this.#readers.add(reader)
    connection.on('packetCreate', (packet) => this.#written(reader, packet))
    connection.on('flush', () => {
      reader.queuedBytes = 0
    })
    connection.once('close', () => this.#readers.delete(reader))
  }

  #written(reader: Reader, { data }: Packet): void {
    const size = typeof data === 'string' ? data.length : 0
    reader.queuedBytes += size
    this.#writtenBytes += size
    const { bytes, packets, totalBytes } = this.#limits
    if (reader.connection.writeBuffer.length >= packets || waitingFor(reader) > bytes) this.#cut(reader)
    if (this.#writtenBytes < totalBytes / LOOKS_PER_TOTAL) return
    this.#writtenBytes = 0
    this.#lighten(totalBytes)
  }

  #lighten(totalBytes: number): void {
    const waiting = [...this.#readers].map((reader) => ({ reader, size: waitingFor(reader) }))
    let sum = waiting.reduce((all, { size }) => all + size, 0)
    if (sum <= totalBytes) return
    for (const { reader, size } of waiting.sort((one, other) => other.size - one.size)) {
      if (sum <= totalBytes) return
      sum -= size
      this.#cut(reader)
    }
  }

  #cut(reader: Reader): void {
    if (!this.#readers.delete(reader)) return
    this.#cutOff += 1
    breakOff(reader.connection)
  }
}

const waitingFor = ({ connection, queuedBytes }: Reader): number =>
  queuedBytes + (connection.transport.socket?.bufferedAmount ?? 0)
