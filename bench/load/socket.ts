import { io, type Socket } from 'socket.io-client'
import { type ClientToServerEvents, type Handshake, PROTOCOL, type ServerToClientEvents } from '@/contracts/events'
import type { Tickets } from '@/server/application/account-ports'
import type { Job, LoadClient } from './job'

export type LoadSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Signed in with a ticket, or by their word where nobody asks for one. Not connected yet. */
export function socketOf(client: LoadClient, job: Job, tickets: Tickets | null): LoadSocket {
  const { userId, sessionId, conversationId, url = job.url } = client
  return io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    autoConnect: false,
    auth: (give) =>
      give({
        ticket: tickets?.issue({ userId, sessionId }) ?? `${userId}@${conversationId}`,
        protocol: PROTOCOL,
        followsAnswers: true,
      } satisfies Handshake),
  })
}

export function connected(socket: LoadSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('connect_error', reject)
    socket.connect()
  })
}
