import type { Instant, SessionId } from '@/contracts/ids'
import type { PushTarget } from '@/contracts/push'
import type { PushSubscriptions } from '@/server/application/notification-ports'
import type { MemoryAccounts } from './accounts'
import { memorySessions } from './sessions'

/** It knows nothing of what is unread. */
export function memoryPushSubscriptions(accounts: MemoryAccounts): PushSubscriptions {
  const targets = new Map<SessionId, { readonly target: PushTarget; readonly subscribedAt: Instant }>()
  const sessions = memorySessions(accounts)
  const isOver = async (sessionId: SessionId) => (await sessions.invalid([sessionId])).length > 0
  const drop = (endpoint: string) => {
    for (const [sessionId, { target }] of targets) if (target.endpoint === endpoint) targets.delete(sessionId)
  }
  return {
    async put({ sessionId }, target) {
      const subscribedAt = targets.get(sessionId)?.subscribedAt ?? new Date(accounts.now()).toISOString()
      drop(target.endpoint)
      if (!(await isOver(sessionId))) targets.set(sessionId, { target, subscribedAt })
    },
    find: async (sessionId) => ((await isOver(sessionId)) ? null : (targets.get(sessionId)?.target ?? null)),
    async list(userId) {
      const valid = await sessions.list(userId)
      return [...targets].flatMap(([sessionId, { subscribedAt }]) => {
        const session = valid.find(({ id }) => id === sessionId)
        return session ? [{ device: session.device, subscribedAt }] : []
      })
    },
    remove: async (sessionId) => void targets.delete(sessionId),
    drop: async (endpoint) => drop(endpoint),
  }
}
