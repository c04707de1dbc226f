import type { SessionId, UserId } from '@/contracts/ids'
import type { Ports } from './ports'

/** Has the gateways close the sockets of sessions that were revoked. */
export function endSessions({ relay }: Pick<Ports, 'relay'>) {
  return async (userId: UserId, sessionIds: readonly SessionId[]): Promise<void> => {
    for (const sessionId of sessionIds) {
      relay.publish([`user.${userId}`], { name: 'session:revoked', payload: { sessionId } })
    }
    await relay.flush()
  }
}
