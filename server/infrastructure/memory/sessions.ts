import type { Sessions } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { SESSION_IDLE_DAYS } from '@/server/domain/session'
import type { MemoryAccounts, StoredSession } from './accounts'

export function memorySessions(accounts: MemoryAccounts): Sessions {
  const isValid = (session: StoredSession): boolean =>
    !session.revoked && Date.parse(session.lastActiveAt) > accounts.now() - SESSION_IDLE_DAYS * 86_400_000
  const valid = (id: string): StoredSession | null => {
    const session = accounts.sessions.get(id)
    return session !== undefined && isValid(session) ? session : null
  }
  return {
    async create(userId, device) {
      const id = accounts.nextId()
      const at = new Date(accounts.now()).toISOString()
      accounts.sessions.set(id, { id, userId, device, createdAt: at, lastActiveAt: at, revoked: false })
      return id
    },
    async find(sessionId) {
      const session = valid(sessionId)
      if (session === null) return null
      if (accounts.now() - Date.parse(session.lastActiveAt) > 60_000) {
        session.lastActiveAt = new Date(accounts.now()).toISOString()
      }
      return { userId: session.userId, sessionId }
    },
    async list(userId) {
      return [...accounts.sessions.values()]
        .filter((session) => session.userId === userId && isValid(session))
        .sort((a, b) =>
          b.lastActiveAt === a.lastActiveAt ? Number(b.id) - Number(a.id) : b.lastActiveAt > a.lastActiveAt ? 1 : -1,
        )
        .map(({ id, device, createdAt, lastActiveAt }) => ({ id, device, createdAt, lastActiveAt }))
    },
    async revoke(userId, sessionId) {
      const session = accounts.sessions.get(sessionId)
      if (session === undefined || session.userId !== userId || session.revoked) throw notFound('session')
      session.revoked = true
    },
    invalid: async (sessionIds) => sessionIds.filter((id) => valid(id) === null),
  }
}
