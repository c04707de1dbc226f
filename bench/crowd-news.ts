import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { databaseMessageLog } from '@/server/infrastructure/database/message-log'
import type { LoadClient } from './load/job'

const AT_ONCE = 200

/**
 * Says something in the chat of each with the next one, behind the back of whoever is connected. Answers what everybody has to
 * catch up with, as `user/conversation/seq/clientId`.
 */
export async function sayBehindTheirBacks(
  pool: pg.Pool,
  people: readonly LoadClient[],
  each: number,
): Promise<ReadonlySet<string>> {
  const { rows: chats } = await pool.query<{ id: string; sender: string }>(
    `WITH person AS (SELECT id, n FROM unnest($1::bigint[]) WITH ORDINALITY AS p (id, n))
    SELECT c.id::text, a.id::text AS sender FROM person a
    JOIN person b ON b.n = 1 + a.n % $2::int
    JOIN conversations c ON c.pair_key = least(a.id, b.id) || ':' || greatest(a.id, b.id)`,
    [people.map(({ userId }) => userId), people.length],
  )
  const log = databaseMessageLog(pool)
  const messages = chats.flatMap(({ id, sender }) => Array.from({ length: each }, () => messageIn(id, sender)))
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    for (const result of await log.send(messages.slice(from, from + AT_ONCE))) if (!result.ok) throw result.error
  }
  const { rows } = await pool.query<{ one: string }>(
    `SELECT m.user_id || '/' || p.conversation_id || '/' || p.seq || '/' || t.client_id AS one
    FROM placements p JOIN messages t ON t.id = p.message_id JOIN members m ON m.conversation_id = p.conversation_id
    WHERE t.client_id = ANY($1)`,
    [messages.map(({ clientId }) => clientId)],
  )
  return new Set(rows.map(({ one }) => one))
}

function messageIn(conversationId: string, senderId: string) {
  const text = 'Shall we meet at the harbour at nine? I have the key.'
  const carries = { kind: 'text' as const, text, attachments: [], mentions: [] }
  return {
    ...carries,
    senderId,
    clientId: randomUUID(),
    createdAt: new Date().toISOString(),
    places: [{ conversationId }],
  }
}
