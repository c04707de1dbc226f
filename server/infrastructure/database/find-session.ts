import type pg from 'pg'
import type { SessionId, UserId } from '@/contracts/ids'
import { Convoy } from './convoy'
import { prepared } from './prepared'
import { VALID_SESSION } from './valid-session'

const MOST_AT_ONCE = 1_000
/** One that hangs doesn't keep everybody waiting. */
export const SESSION_LANES = 2
/** Who is heard in the same turn of the event loop goes together. */
const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

// Sessions that somebody else notes just now are noted: nobody waits for them.
const FIND = prepared(
  'find-sessions',
  `WITH due AS (
    SELECT z.id FROM sessions z
    WHERE z.id = ANY($1::bigint[]) AND ${VALID_SESSION} AND z.last_active_at < now() - interval '1 minute'
    FOR NO KEY UPDATE SKIP LOCKED
  ), noted AS (
    UPDATE sessions z SET last_active_at = now() FROM due WHERE z.id = due.id
  )
  SELECT z.id, z.user_id FROM sessions z JOIN users u ON u.id = z.user_id AND u.deleted_at IS NULL
  WHERE z.id = ANY($1::bigint[]) AND ${VALID_SESSION}`,
)

/**
 * Whose a valid session is, noting that it is in use, at most once a minute. Whoever asks while a query is underway shares the
 * next one: after an outage, everybody asks at once. Null: it isn't valid.
 * @param pool where a statement is planned once: for lists as short as these mostly are, that takes six times what finding them does
 */
export function findSession(pool: pg.Pool): (sessionId: SessionId) => Promise<UserId | null> {
  const run = async (sessionIds: readonly SessionId[]) => {
    const { rows } = await pool.query<{ id: string; user_id: UserId }>(FIND([sessionIds]))
    const found = new Map(rows.map(({ id, user_id }) => [id, user_id]))
    return sessionIds.map((id) => found.get(id) ?? null)
  }
  const lane = () => new Convoy<SessionId, UserId | null>({ weightOf: () => 1, mostWeight: MOST_AT_ONCE, run, later })
  const lanes = Array.from({ length: SESSION_LANES }, lane)
  return (sessionId) => (lanes[Number(sessionId.at(-1)) % SESSION_LANES] ?? lane()).join(sessionId)
}
