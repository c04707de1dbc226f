import { fileURLToPath } from 'node:url'
import type { Stage } from '../stage'
import { startChild } from './child'
import type { Target } from './target'

/** The least that keeps what it acknowledges: what comes during a commit shares the next one. Nobody is asked who they are. */
export async function startGroupCommit({ pool, databaseUrl, serverCores }: Stage): Promise<Target> {
  await pool.query(`DROP TABLE IF EXISTS bare_messages; CREATE TABLE bare_messages (id bigserial PRIMARY KEY,
    conversation_id bigint, sender_id bigint, client_id uuid UNIQUE, text text, created_at timestamptz,
    sent_at timestamptz DEFAULT clock_timestamp())`)
  const file = fileURLToPath(new URL('group-commit-server.ts', import.meta.url))
  const child = await startChild(file, { DATABASE_URL: databaseUrl }, serverCores)
  return {
    ...child,
    secret: null,
    receipts: false,
    async check(_, __, total) {
      const { rows } = await pool.query<{ kept: number }>('SELECT count(*)::int AS kept FROM bare_messages')
      return rows[0]?.kept === total ? [] : [`${rows[0]?.kept} of ${total} messages are stored`]
    },
  }
}
