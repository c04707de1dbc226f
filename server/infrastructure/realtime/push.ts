import { PacketType } from 'socket.io-parser'
import type { UserId } from '@/contracts/ids'
import type { Channel, RelayEvent, RelayListener } from '@/server/application/ports'
import { type GatewayServer, sessionRoom, visibleRoom } from './io'
import type { PresenceWatch } from './presence-watch'

interface Dependencies {
  readonly io: GatewayServer
  readonly presence: Pick<PresenceWatch, 'learn'>
  readonly mayPush: () => boolean
  /** What these users may watch has changed. */
  readonly permissionsChanged: (userIds: readonly UserId[]) => void
  /** Who may watch these users has changed. */
  readonly watchingChanged: (userIds: readonly UserId[]) => void
  readonly doctorAsked: (reply: Channel) => void
}

/** Passes on what the relay carries: encoded once for all sockets here that it is for. */
export function pushTo({
  io,
  presence,
  mayPush,
  permissionsChanged,
  watchingChanged,
  doctorAsked,
}: Dependencies): RelayListener {
  return (channels, event) => {
    if (event.name === 'session:revoked') {
      endSession(io, event.payload.sessionId)
      return
    }
    if (event.name === 'presence:changed') {
      presence.learn(event.payload)
      return
    }
    if (event.name === 'watching:changed') {
      watchingChanged(channels.map(userOf))
      return
    }
    if (event.name === 'doctor:asked') {
      doctorAsked(event.payload.reply)
      return
    }
    if (event.name === 'doctor:answered') return
    if (mayPush()) push(io, channels, event)
    if (concernsPermissions(event)) permissionsChanged(channels.map(userOf))
  }
}

export function endSession(io: GatewayServer, sessionId: string): void {
  const sockets = io.in(sessionRoom(sessionId))
  sockets.emit('session:ended')
  sockets.disconnectSockets(true)
}

type Pushed = Exclude<
  RelayEvent,
  { name: 'session:revoked' | 'presence:changed' | 'watching:changed' | 'doctor:asked' | 'doctor:answered' }
>

function push(io: GatewayServer, channels: readonly Channel[], event: Pushed): void {
  if (event.name === 'typing:started') {
    io.to(channels.map((channel) => visibleRoom(userOf(channel)))).emit(event.name, event.payload)
  } else if (event.payload === null) {
    io.to([...channels]).emit(event.name)
  } else {
    // As `io.to(…).except(…).emit(…)`, without the copies that makes: most of what is pushed is this. A socket is in a room of its id.
    const rooms = { rooms: new Set(channels), except: new Set(event.except), flags: {} }
    io.sockets.adapter.broadcast({ type: PacketType.EVENT, data: [event.name, event.payload] }, rooms)
  }
}

const concernsPermissions = (event: Pushed): boolean =>
  event.name === 'private:changed' || (event.name === 'log:appended' && event.payload.kind === 'member:left')

const userOf = (channel: Channel): UserId => channel.slice(channel.indexOf('.') + 1)
