import type { SessionInfo } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** The user's valid sessions, the present one first, then the most recently active. */
export function listSessions({ sessions }: Pick<Ports, 'sessions'>) {
  return async ({ userId, sessionId }: Actor): Promise<readonly SessionInfo[]> => {
    const all = (await sessions.list(userId)).map((session) => ({ ...session, current: session.id === sessionId }))
    return [...all.filter(({ current }) => current), ...all.filter(({ current }) => !current)]
  }
}
