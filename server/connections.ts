import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

/**
 * A server's connections on which nothing is being answered. Node's own `closeIdleConnections` leaves those that never
 * asked anything, and browsers keep such ones ready.
 */
export function watchQuietConnections(server: Server): { close(): void } {
  const quiet = new Set<Socket>()
  // The same for all connections: they are many, and each would keep its own.
  const closed = function (this: Socket): void {
    quiet.delete(this)
  }
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    quiet.add(socket)
    socket.on('close', closed)
  })
  server.on('request', ({ socket }, response) => {
    quiet.delete(socket)
    response.once('close', () => {
      if (!socket.destroyed) quiet.add(socket)
    })
  })
  server.on('upgrade', (_request, socket) => {
    quiet.delete(socket as Socket)
    socket.off('close', closed)
  })
  return {
    close: () => {
      for (const socket of quiet) socket.destroy()
    },
  }
}
