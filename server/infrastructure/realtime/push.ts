import { PacketType } from 'socket.io-parser'
import type { SessionId, UserId } from '@/contracts/ids'
import type { Channel, RelayEvent, RelayListener } from '@/server/application/relay-ports'
import { type GatewayServer, type GatewaySocket, localSocketsOf } from './io'
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
      const { sessionId } = event.payload
      for (const channel of channels) endSessions(localSocketsOf(io, userOf(channel)), new Set([sessionId]))
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

/** Tells those of these sockets that are of such a session that it ended, and closes them. */
export function endSessions(sockets: Iterable<GatewaySocket>, sessionIds: ReadonlySet<SessionId>): void {
  for (const socket of [...sockets]) {
    if (!sessionIds.has(socket.data.actor.sessionId)) continue
    socket.emit('session:ended')
    socket.disconnect(true)
  }
}

type Pushed = Exclude<
  RelayEvent,
  { name: 'session:revoked' | 'presence:changed' | 'watching:changed' | 'doctor:asked' | 'doctor:answered' }
>

function push(io: GatewayServer, channels: readonly Channel[], event: Pushed): void {
  if (event.name === 'typing:started') {
    const watching = channels.flatMap((channel) => visibleSocketIds(io, userOf(channel)))
    if (watching.length > 0) io.to(watching).emit(event.name, event.payload)
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

/** Of those whose app is on screen; each is a room. */
const visibleSocketIds = (io: GatewayServer, userId: UserId): string[] =>
  [...localSocketsOf(io, userId)].flatMap(({ id, data }) => (data.visible ? id : []))

const userOf = (channel: Channel): UserId => channel.slice(channel.indexOf('.') + 1)
