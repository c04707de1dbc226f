import type pg from 'pg'
import type { PushTarget } from '@/contracts/push'
import type { PushSubscriptions } from '@/server/application/notification-ports'
import { instantOf } from './rows'
import { retryCollisions } from './sql-errors'
import { inTransaction } from './transaction'
import { VALID_SESSION } from './valid-session'

// Whoever is told on no device yet is told of what comes from now on, not of what has long been there.
const FROM_NOW_ON = `
  UPDATE members SET pushed = due.last_seq
  FROM (
    SELECT m.conversation_id, c.last_seq FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND NOT EXISTS (
      SELECT FROM push_subscriptions s JOIN sessions z ON z.id = s.session_id WHERE z.user_id = $1 AND ${VALID_SESSION})
    ORDER BY m.conversation_id FOR NO KEY UPDATE OF m
  ) due
  WHERE members.user_id = $1 AND members.conversation_id = due.conversation_id`

// The browser's former session: somebody else has signed in there.
const TAKE_FROM_OTHERS = 'DELETE FROM push_subscriptions WHERE session_id <> $1 AND endpoint = $2'

const PUT = `
  INSERT INTO push_subscriptions (session_id, endpoint, p256dh, auth)
  SELECT z.id, $2, $3, $4 FROM sessions z WHERE z.id = $1 AND ${VALID_SESSION}
  ON CONFLICT (session_id) DO UPDATE SET endpoint = excluded.endpoint, p256dh = excluded.p256dh, auth = excluded.auth`

export function databasePushSubscriptions(pool: pg.Pool): PushSubscriptions {
  return {
    async put({ userId, sessionId }, { endpoint, p256dh, auth }) {
      const once = () =>
        inTransaction(pool, async (client) => {
          await client.query(FROM_NOW_ON, [userId])
          await client.query(TAKE_FROM_OTHERS, [sessionId, endpoint])
          await client.query(PUT, [sessionId, endpoint, p256dh, auth])
        })
      await retryCollisions(once)
    },
    async find(sessionId) {
      const { rows } = await pool.query<PushTarget>(
        `SELECT s.endpoint, s.p256dh, s.auth FROM push_subscriptions s JOIN sessions z ON z.id = s.session_id
        WHERE z.id = $1 AND ${VALID_SESSION}`,
        [sessionId],
      )
      return rows[0] ?? null
    },
    async list(userId) {
      const { rows } = await pool.query<{ device: string; created_at: Date }>(
        `SELECT z.device, s.created_at FROM push_subscriptions s JOIN sessions z ON z.id = s.session_id
        WHERE z.user_id = $1 AND ${VALID_SESSION} ORDER BY s.created_at`,
        [userId],
      )
      return rows.map(({ device, created_at: at }) => ({ device, subscribedAt: instantOf(at) }))
    },
    async remove(sessionId) {
      await pool.query('DELETE FROM push_subscriptions WHERE session_id = $1', [sessionId])
    },
    async drop(endpoint) {
      await pool.query('DELETE FROM push_subscriptions WHERE endpoint = $1', [endpoint])
    },
  }
}
