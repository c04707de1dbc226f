import type { Sessions } from '@/server/application/account-ports'
import { notFound } from '@/server/domain/errors'
import { SESSION_IDLE_DAYS } from '@/server/domain/session'
import type { Database } from './client'
import { findSession } from './find-session'
import { prepared } from './prepared'
import { VALID_SESSION } from './valid-session'

// Waits for an account that is just being deleted: its sessions go with it, and one that came after that would be left.
const CREATE = prepared(
  'create-session',
  `INSERT INTO sessions (user_id, device, revoked_at)
  SELECT id, $2, CASE WHEN deleted_at IS NOT NULL THEN now() END FROM users WHERE id = $1 FOR KEY SHARE RETURNING id`,
)
// Of all that a gateway holds, every few seconds, mostly each: to count them takes a third of finding those that aren't, and
// looking at their accounts, too, three times as long. No session of a deleted account is valid by itself.
const VALID_COUNT = prepared(
  'valid-sessions-count',
  `SELECT count(*)::int FROM sessions z WHERE z.id = ANY($1::bigint[]) AND ${VALID_SESSION}`,
)
// Nearly none.
const INVALID = prepared(
  'invalid-sessions',
  `SELECT i.id FROM unnest($1::bigint[]) WITH ORDINALITY AS i (id, n)
  LEFT JOIN (sessions z JOIN users u ON u.id = z.user_id AND u.deleted_at IS NULL) ON z.id = i.id AND ${VALID_SESSION}
  WHERE z.id IS NULL ORDER BY i.n`,
)

export function databaseSessions({ prisma, pool, lanes }: Pick<Database, 'prisma' | 'pool' | 'lanes'>): Sessions {
  const find = findSession(lanes)
  return {
    async create(userId, device) {
      const { rows } = await pool.query<{ id: string }>(CREATE([userId, device]))
      const session = rows[0]
      if (session === undefined) throw notFound('account')
      return session.id
    },
    async find(sessionId) {
      const userId = await find(sessionId)
      return userId === null ? null : { userId, sessionId }
    },
    async list(userId) {
      const sessions = await prisma.session.findMany({
        where: { userId: BigInt(userId), revokedAt: null, lastActiveAt: { gt: idleSince() } },
        orderBy: [{ lastActiveAt: 'desc' }, { id: 'desc' }],
      })
      return sessions.map(({ id, device, createdAt, lastActiveAt }) => ({
        id: id.toString(),
        device,
        createdAt: createdAt.toISOString(),
        lastActiveAt: lastActiveAt.toISOString(),
      }))
    },
    async revoke(userId, sessionId) {
      const [id, user] = [BigInt(sessionId), BigInt(userId)]
      const [count] = await prisma.$transaction([
        prisma.$executeRaw`
          UPDATE sessions SET revoked_at = now() WHERE id = ${id} AND user_id = ${user} AND revoked_at IS NULL`,
        prisma.pushSubscription.deleteMany({ where: { session: { id, userId: user } } }),
      ])
      if (count === 0) throw notFound('session')
    },
    async invalid(sessionIds) {
      // As Postgres writes an array: there are thousands, and the client would look for what is to be escaped in each.
      const ids = `{${sessionIds.join(',')}}`
      const counted = await pool.query<{ count: number }>(VALID_COUNT([ids]))
      if (counted.rows[0]?.count === sessionIds.length) return []
      const { rows } = await pool.query<{ id: string }>(INVALID([ids]))
      return rows.map(({ id }) => id)
    },
  }
}

const idleSince = (): Date => new Date(Date.now() - SESSION_IDLE_DAYS * 86_400_000)
