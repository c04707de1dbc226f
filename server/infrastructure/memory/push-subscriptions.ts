import type { Instant, SessionId } from '@/contracts/ids'
import type { PushTarget } from '@/contracts/push'
import type { PushSubscriptions } from '@/server/application/notification-ports'
import type { MemoryAccounts } from './accounts'
import { memorySessions } from './sessions'

/** It knows nothing of what is unread. */
export function memoryPushSubscriptions(accounts: MemoryAccounts): PushSubscriptions {
  const targets = new Map<SessionId, { readonly target: PushTarget; readonly at: Instant }>()
  const sessions = memorySessions(accounts)
  const isOver = async (sessionId: SessionId) => (await sessions.invalid([sessionId])).length > 0
  const drop = (endpoint: string) => {
    for (const [sessionId, { target }] of targets) if (target.endpoint === endpoint) targets.delete(sessionId)
  }
  return {
    async put({ sessionId }, target) {
      drop(target.endpoint)
      if (!(await isOver(sessionId))) targets.set(sessionId, { target, at: new Date().toISOString() })
    },
    find: async (sessionId) => ((await isOver(sessionId)) ? null : (targets.get(sessionId)?.target ?? null)),
    async list(userId) {
      const own = await sessions.list(userId)
      return own.flatMap(({ id, device }) => {
        const at = targets.get(id)?.at
        return at === undefined ? [] : { device, subscribedAt: at }
      })
    },
    remove: async (sessionId) => void targets.delete(sessionId),
    drop: async (endpoint) => drop(endpoint),
  }
}
