import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { ConversationId, Seq, SessionId } from '@/contracts/ids'
import { VALID_SESSION } from '../valid-session'

// Before it is read what to tell: whatever is erased from then on finds that it may be shown. What is just being erased is
// waited for, as it may have looked already.
const STILL = 'SELECT id FROM conversations WHERE id = $2 FOR SHARE'
const TELLING = `
  WITH still AS MATERIALIZED (${STILL})
  INSERT INTO push_shown (session_id, conversation_id, telling)
  SELECT z.id, still.id, true FROM still, sessions z JOIN push_subscriptions s ON s.session_id = z.id
  WHERE z.id = $1 AND ${VALID_SESSION}
  ON CONFLICT (session_id, conversation_id) DO UPDATE SET telling = true, at = now()`
const TELLING_AGAIN = `
  WITH still AS MATERIALIZED (${STILL})
  UPDATE push_shown t SET telling = true, at = now() FROM still WHERE t.session_id = $1 AND t.conversation_id = still.id`

const TOLD = 'UPDATE push_shown SET seq = $3, telling = false WHERE session_id = $1 AND conversation_id = $2'
const CLOSED = 'DELETE FROM push_shown WHERE session_id = $1 AND conversation_id = $2'
const AS_BEFORE = `
  WITH never AS (DELETE FROM push_shown WHERE session_id = $1 AND conversation_id = $2 AND seq = 0)
  UPDATE push_shown SET telling = false WHERE session_id = $1 AND conversation_id = $2 AND seq > 0`

const ONLY = 'DELETE FROM push_shown WHERE session_id = $1 AND conversation_id <> ALL ($2::bigint[])'

// What was told a moment ago may still be on its way to who doesn't show it yet.
const SHOWS = `
  WITH shown AS MATERIALIZED (
    SELECT i.conversation_id, max(i.seq) AS seq FROM unnest($2::bigint[], $3::int[]) AS i (conversation_id, seq)
    JOIN sessions z ON z.id = $1
    JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = z.user_id
    JOIN push_subscriptions s ON s.session_id = z.id
    GROUP BY 1
  ), closed AS (
    DELETE FROM push_shown WHERE session_id = $1 AND at < now() - interval '1 minute'
      AND conversation_id NOT IN (SELECT conversation_id FROM shown)
  )
  INSERT INTO push_shown (session_id, conversation_id, seq, telling)
  SELECT $1, conversation_id, seq, false FROM shown ORDER BY conversation_id
  ON CONFLICT (session_id, conversation_id) DO UPDATE SET seq = greatest(push_shown.seq, excluded.seq)`

/** Which notifications each browser may still show. */
export function databaseShown(pool: pg.Pool) {
  return {
    async telling(sessionId: SessionId, conversationId: ConversationId, again: boolean): Promise<boolean> {
      const { rowCount } = await pool.query(again ? TELLING_AGAIN : TELLING, [sessionId, conversationId])
      return rowCount === 1
    },
    async told(sessionId: SessionId, conversationId: ConversationId, seq: Seq | null): Promise<void> {
      if (seq === null) await pool.query(CLOSED, [sessionId, conversationId])
      else await pool.query(TOLD, [sessionId, conversationId, seq])
    },
    async nothingTold(sessionId: SessionId, conversationId: ConversationId): Promise<void> {
      await pool.query(AS_BEFORE, [sessionId, conversationId])
    },
    async closedBut(sessionId: SessionId, waiting: readonly ConversationId[]): Promise<void> {
      await pool.query(ONLY, [sessionId, waiting])
    },
    async shows(sessionId: SessionId, places: readonly Place[]): Promise<void> {
      const column = <K extends keyof Place>(key: K) => places.map((place) => place[key])
      await pool.query(SHOWS, [sessionId, column('conversationId'), column('seq')])
    },
  }
}
