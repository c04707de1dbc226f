import { z } from 'zod'
import { type HandshakeRefusal, PROTOCOL } from '@/contracts/events'
import type { Actor } from '@/server/application/account-ports'
import type { Ports } from '@/server/application/ports'
import { refusalOf } from '@/server/application/refusal'
import { KithError } from '@/server/domain/errors'
import type { Log } from '@/server/log'
import type { ChannelHolds } from './channel-holds'
import type { ConnectionCounts } from './connection-counts'
import { type GatewaySocket, userRoom } from './io'

const handshakeSchema = z.object({
  ticket: z.string().max(4_096),
  protocol: z.number(),
  followsAnswers: z.boolean().default(false),
})

interface Dependencies {
  readonly ports: Pick<Ports, 'tickets' | 'sessions' | 'relay'>
  readonly holds: ChannelHolds
  readonly counts: Pick<ConnectionCounts, 'addressOf' | 'check'>
  readonly isDraining: () => boolean
  readonly log: Log
}

/**
 * Lets a socket in by its ticket. The user's channel is joined before the handshake is answered, so that whatever is
 * committed after a client starts to load also reaches it as an event.
 */
export function admitSockets({ ports, holds, counts, isDraining, log }: Dependencies) {
  async function admit(socket: GatewaySocket): Promise<void> {
    if (isDraining()) throw new KithError('busy', 'This server is about to stop. Try again in a moment.')
    const { actor: claimed, followsAnswers } = readHandshake(socket.handshake.auth, ports.tickets)
    socket.data.followsAnswers = followsAnswers
    socket.data.address = counts.addressOf(socket.conn)
    counts.check(claimed.userId, socket.data.address)
    const release = holds.hold(userRoom(claimed.userId))
    socket.data.release = release
    // Nobody is told of a disconnect before the socket is connected; from then on that lets go.
    socket.conn.once('close', release)
    try {
      await ports.relay.flush()
      socket.data.actor = await findActor(claimed, ports.sessions)
    } catch (error) {
      release()
      throw error
    }
    // The connection may have gone meanwhile; then nobody is told of a disconnect.
    if (socket.conn.readyState !== 'open') release()
  }

  return (socket: GatewaySocket, next: (error?: Error) => void): void => {
    admit(socket).then(
      () => next(),
      (error: unknown) => {
        const refusal = refusalOf(error)
        if (refusal.code === 'internal') log.error({ err: error }, 'a handshake failed')
        next(withData(refusal))
      },
    )
  }
}

function readHandshake(auth: unknown, tickets: Ports['tickets']) {
  const handshake = handshakeSchema.safeParse(auth)
  if (!handshake.success) throw new KithError('invalid', 'A handshake needs a ticket and a protocol.')
  if (handshake.data.protocol !== PROTOCOL) {
    throw new KithError('outdated', 'This page is older than the server. Reload it.')
  }
  const actor = tickets.read(handshake.data.ticket)
  if (actor === null) throw unauthenticated()
  return { actor, followsAnswers: handshake.data.followsAnswers }
}

async function findActor(claimed: Actor, sessions: Ports['sessions']): Promise<Actor> {
  const actor = await sessions.find(claimed.sessionId)
  if (actor === null || actor.userId !== claimed.userId) throw unauthenticated()
  return actor
}

const unauthenticated = (): KithError => new KithError('unauthenticated', 'You are signed out. Sign in again.')

function withData(refusal: { code: HandshakeRefusal['code']; message: string }): Error {
  const data: HandshakeRefusal = { ok: false, ...refusal }
  return Object.assign(new Error(refusal.message), { data })
}
