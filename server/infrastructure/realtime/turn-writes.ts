import type { GatewaySocket } from './io'

/** What a websocket writes to; Engine.IO and ws keep it to themselves. Requests, which poll, have none. */
interface Raw {
  cork(): void
  uncork(): void
}

interface Packet {
  readonly type: string
  readonly options: { wsPreEncodedFrame?: readonly Buffer[] }
}

interface Connection {
  readonly transport: { readonly socket?: { readonly _socket?: Raw | null } }
  readonly writeBuffer: readonly Packet[]
  /** Hands what is to be written to the transport, if that has written what it had before. */
  flush(): void
}

/**
 * What a turn of the event loop says to a connection leaves in one write: Engine.IO would write the first packet by itself,
 * and each write is a system call that takes longer than everything else that is done for a message.
 */
export class TurnWrites {
  readonly #due = new Set<Connection>()
  /** One for all connections, which are many. */
  readonly #later: (this: Connection) => void
  /** Engine.IO's own, which they share. */
  #flush: (this: Connection) => void = () => {}

  constructor() {
    const due = this.#due
    const write = () => this.#write()
    this.#later = function () {
      if (this.writeBuffer.length === 0) return
      if (due.size === 0) setImmediate(write)
      due.add(this)
    }
  }

  follow({ conn }: Pick<GatewaySocket, 'conn'>): void {
    const connection = conn as unknown as Connection
    if (connection.flush === this.#later) return
    this.#flush = connection.flush
    connection.flush = this.#later
  }

  #write(): void {
    const due = [...this.#due]
    this.#due.clear()
    for (const connection of due) {
      const raw = connection.transport.socket?._socket
      encodePing(connection.writeBuffer)
      raw?.cork()
      this.#flush.call(connection)
      raw?.uncork()
    }
  }
}

/** What idle connections are told, more often than anything else, is always the same: a text of one character, "2". */
const PING: readonly Buffer[] = [Buffer.from([0x81, 0x01, 0x32])]

function encodePing([only, ...others]: readonly Packet[]): void {
  if (only?.type === 'ping' && others.length === 0) only.options.wsPreEncodedFrame = PING
}
