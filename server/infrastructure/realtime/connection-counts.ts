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

/** Counts connections by where they come from, and closes those that don't say who they are. */
export class ConnectionCounts {
  readonly #io: GatewayServer
  readonly #limits: ConnectionLimits
  readonly #proxied: boolean
  readonly #byAddress = new Map<string, number>()
  readonly #unknown = new Map<Connection, NodeJS.Timeout>()

  /** `proxied`: what stands before us says where connections come from. */
  constructor(io: GatewayServer, proxied: boolean, limits: ConnectionLimits = CONNECTION_LIMITS) {
    this.#io = io
    this.#proxied = proxied
    this.#limits = limits
    io.engine.on('connection', (connection: Connection) => this.#opened(connection))
  }

  addressOf({ request, remoteAddress }: Connection): string {
    const forwarded = request.headers['x-forwarded-for']
    if (!this.#proxied || forwarded === undefined) return remoteAddress
    return addressOf(new Headers({ 'x-forwarded-for': String(forwarded) }))
  }

  /** @throws KithError `rate_limited` */
  check(userId: string, address: string): void {
    const { perUser, perAddress } = this.#limits
    if ((this.#byAddress.get(address) ?? 0) > perAddress) throw tooMany()
    if ([...localSocketsOf(this.#io, userId)].length >= perUser) throw tooMany()
  }

  /** Its handshake was taken. */
  known(connection: Connection): void {
    clearTimeout(this.#unknown.get(connection))
    this.#unknown.delete(connection)
  }

  #opened(connection: Connection): void {
    const address = this.addressOf(connection)
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1)
    this.#unknown.set(
      connection,
      setTimeout(() => breakOff(connection), this.#limits.unknownForMs),
    )
    connection.once('close', () => {
      const left = (this.#byAddress.get(address) ?? 1) - 1
      if (left > 0) this.#byAddress.set(address, left)
      else this.#byAddress.delete(address)
      this.known(connection)
    })
  }
}

const tooMany = (): KithError =>
  new KithError(
    'rate_limited',
    'There are too many connections already. Close some tabs, or try again later.',
    AGAIN_MS,
  )
