import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '@/contracts/events'
import type { UserId } from '@/contracts/ids'
import type { Actor } from '@/server/application/account-ports'

interface SocketData {
  actor: Actor
  /** Where the connection comes from. */
  address: string
  /** What an answer says needn't come as an event, too. */
  followsAnswers: boolean
  /** Its app is on screen. */
  visible: boolean
  /** When its session was last noted as active: milliseconds of `performance.now()`. */
  notedAt: number
  /** Lets go of its user's channel. */
  release(): void
}

export type GatewayServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>
export type GatewaySocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>

/** Of sockets: a user's own have their relay channel's name. */
export const userRoom = (userId: UserId) => `user.${userId}` as const
export const presenceRoom = (userId: UserId) => `presence.${userId}` as const

export function* localSocketsOf(io: GatewayServer, userId: UserId): Generator<GatewaySocket> {
  for (const id of io.sockets.adapter.rooms.get(userRoom(userId)) ?? []) {
    const socket = io.sockets.sockets.get(id)
    if (socket) yield socket
  }
}
