import type { GatewayServer, GatewaySocket } from './io'

/** What may wait for one socket. Beyond it the client reads too slowly: it catches up from the log instead. */
export interface BacklogLimits {
  readonly bytes: number
  readonly packets: number
}

export const BACKLOG: BacklogLimits = { bytes: 8_000_000, packets: 5_000 }

/** Engine.IO keeps these to itself; how much waits in them is known to nobody else. */
interface Connection {
  readonly writeBuffer: readonly { readonly data?: unknown }[]
  readonly transport: { readonly socket?: { readonly bufferedAmount: number; terminate(): void } }
}

/** Disconnects those for whom too much waits. Answers how many. */
export function cutOffSlowReaders(io: GatewayServer, limits: BacklogLimits): number {
  let cut = 0
  for (const socket of io.sockets.sockets.values()) {
    if (!isSlow(socket, limits)) continue
    cutOff(socket)
    cut += 1
  }
  return cut
}

const connectionOf = ({ conn }: GatewaySocket): Connection => conn as unknown as Connection

function isSlow(socket: GatewaySocket, { bytes, packets }: BacklogLimits): boolean {
  const { writeBuffer, transport } = connectionOf(socket)
  if (writeBuffer.length > packets) return true
  let size = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) size += typeof data === 'string' ? data.length : 0
  return size > bytes
}

// A closing handshake would wait behind all that isn't read.
function cutOff(socket: GatewaySocket): void {
  const { socket: webSocket } = connectionOf(socket).transport
  socket.conn.close(true)
  webSocket?.terminate()
}
