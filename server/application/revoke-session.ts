import type { SessionId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import { endSessions } from './end-sessions'
import type { Ports } from './ports'

/** Ends one of the user's sessions: also what signing out does. @throws KithError `not_found` */
export function revokeSession(ports: Pick<Ports, 'sessions' | 'relay'>) {
  const end = endSessions(ports)
  return async ({ userId }: Actor, sessionId: SessionId): Promise<void> => {
    await ports.sessions.revoke(userId, sessionId)
    await end(userId, [sessionId])
  }
}
