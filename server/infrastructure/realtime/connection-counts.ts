import { KithError } from '@/server/domain/errors'
import { addressOf } from '../auth/address'
import { breakOff } from './break-off'
import { type GatewayServer, type GatewaySocket, localSocketsOf } from './io'

/** Connections to one gateway. */
export interface ConnectionLimits {
  readonly perUser: number
  readonly perAddress: number
  /** How long one may be here whose handshake wasn't taken. */
  readonly unknownForMs: number
}

export const CONNECTION_LIMITS: ConnectionLimits = { perUser: 100, perAddress: 20_000, unknownForMs: 10_000 }

const AGAIN_MS = 10_000

type Connection = GatewaySocket['conn']

/** Where connections come from, and how many do. */
interface Place {
  readonly address: string
  connections: number
}

/** Counts connections by where they come from, and closes those that don't say who they are. */
export class ConnectionCounts {
  readonly #io: GatewayServer
  readonly #limits: ConnectionLimits
  readonly #proxied: boolean
  readonly #places = new Map<string, Place>()
  readonly #from = new Map<Connection, Place>()
  readonly #unknown = new Map<Connection, NodeJS.Timeout>()

  /** `proxied`: what stands before us says where connections come from. */
  constructor(io: GatewayServer, proxied: boolean, limits: ConnectionLimits = CONNECTION_LIMITS) {
    this.#io = io
    this.#proxied = proxied
    this.#limits = limits
    const closed = (connection: Connection) => this.#closed(connection)
    // The same for all connections: they are many, and each would keep its own.
    const onClose = function (this: Connection) {
      closed(this)
    }
    io.engine.on('connection', (connection: Connection) => {
      this.#opened(connection)
      connection.on('close', onClose)
    })
  }

  /** Of an open connection. */
  addressOf(connection: Connection): string {
    return this.#from.get(connection)?.address ?? this.#read(connection)
  }

  /** @throws KithError `rate_limited` */
  check(userId: string, address: string): void {
    const { perUser, perAddress } = this.#limits
    if ((this.#places.get(address)?.connections ?? 0) > perAddress) throw tooMany()
    if ([...localSocketsOf(this.#io, userId)].length >= perUser) throw tooMany()
  }

  /** Its handshake was taken. */
  known(connection: Connection): void {
    clearTimeout(this.#unknown.get(connection))
    this.#unknown.delete(connection)
  }

  #opened(connection: Connection): void {
    const address = this.#read(connection)
    const place = this.#places.get(address) ?? { address, connections: 0 }
    place.connections += 1
    this.#places.set(address, place)
    this.#from.set(connection, place)
    this.#unknown.set(
      connection,
      setTimeout(() => breakOff(connection), this.#limits.unknownForMs),
    )
  }

  #closed(connection: Connection): void {
    this.known(connection)
    const place = this.#from.get(connection)
    if (!place) return
    this.#from.delete(connection)
    place.connections -= 1
    if (place.connections === 0) this.#places.delete(place.address)
  }

  #read({ request, remoteAddress }: Connection): string {
    const forwarded = request.headers['x-forwarded-for']
    if (!this.#proxied || forwarded === undefined) return remoteAddress
    return addressOf(new Headers({ 'x-forwarded-for': String(forwarded) }))
  }
}

const tooMany = (): KithError =>
  new KithError(
    'rate_limited',
    'There are too many connections already. Close some tabs, or try again later.',
    AGAIN_MS,
  )
