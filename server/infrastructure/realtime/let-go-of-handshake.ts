import type { GatewaySocket } from './io'

/** What was said when it began; nobody asks for it again. */
interface Begun {
  conn: { request: unknown }
  handshake: unknown
}

const NOTHING = Object.freeze({})

/** Of what a connection holds while it does nothing, the request that it began with is a fifth. */
export function letGoOfHandshake(socket: GatewaySocket): void {
  const begun = socket as unknown as Begun
  begun.conn.request = null
  begun.handshake = NOTHING
}
