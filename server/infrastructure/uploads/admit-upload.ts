import type { IncomingMessage } from 'node:http'
import type { Actor } from '@/server/application/account-ports'
import type { Ports } from '@/server/application/ports'
import { KithError } from '@/server/domain/errors'

const BEARER = /^Bearer (\S{1,4096})$/

/** Who brings a file, by a ticket as for a socket. @throws KithError `unauthenticated` */
export async function admitUpload(
  { tickets, sessions }: Pick<Ports, 'tickets' | 'sessions'>,
  { headers }: IncomingMessage,
): Promise<Actor> {
  const [, ticket = ''] = BEARER.exec(headers.authorization ?? '') ?? []
  const claimed = tickets.read(ticket)
  const actor = claimed && (await sessions.find(claimed.sessionId))
  if (!claimed || actor?.userId !== claimed.userId) {
    throw new KithError('unauthenticated', 'You are signed out. Sign in again.')
  }
  return actor
}
