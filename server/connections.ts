import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

/**
 * A server's connections on which nothing is being answered. Node's own `closeIdleConnections` leaves those that never
 * asked anything, and browsers keep such ones ready.
 */
export function watchQuietConnections(server: Server): { close(): void } {
  const quiet = new Set<Socket>()
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    quiet.add(socket)
    socket.once('close', () => quiet.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    quiet.delete(socket)
    response.once('close', () => {
      if (!socket.destroyed) quiet.add(socket)
    })
  })
  server.on('upgrade', (_request, socket) => quiet.delete(socket as Socket))
  return {
    close: () => {
      for (const socket of quiet) socket.destroy()
    },
  }
}
