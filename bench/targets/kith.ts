import path from 'node:path'
import type pg from 'pg'
import { freePort, startApp } from '@/server/testing/app-process'
import type { LoadClient } from '../load/job'
import { holdTo } from '../measure/processes'
import type { Stage } from '../stage'
import type { Target } from './target'

const SECRET = 'measured, not guessed, and so on and on'

/** The built app with everything on: pages, sockets, jobs, in one process. */
export async function startKith({ databaseUrl, folder, serverCores, profiles }: Stage): Promise<Target> {
  const env = { DATABASE_URL: databaseUrl, KITH_SECRET: SECRET, KITH_LOG_LEVEL: 'warn' }
  const nodeArguments = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]
  const app = startApp({ port: await freePort(), dataFolder: path.join(folder, 'data'), env, nodeArguments })
  holdTo(app.pid, serverCores)
  await app.ready()
  return {
    url: app.url,
    pid: app.pid,
    secret: SECRET,
    receipts: true,
    check: (pool, conversations, total) => checkStored(pool, conversations, total),
    async stop() {
      const code = await app.stop()
      if (code !== 0) throw new Error(`Kith ended with ${code}:\n${app.output.slice(-4_000)}`)
    },
  }
}

/** Each message once, seqs without holes, and everybody's receipts up to the last. */
async function checkStored(pool: pg.Pool, conversations: readonly (readonly LoadClient[])[], total: number) {
  const ids = conversations.flatMap(([first]) => first?.conversationId ?? [])
  const { rows } = await pool.query<Record<'kept' | 'holes' | 'unseen', number>>(
    `SELECT (SELECT count(*) FROM placements WHERE conversation_id = ANY($1))::int AS kept,
      (SELECT count(*) FROM (SELECT conversation_id FROM log WHERE conversation_id = ANY($1) GROUP BY 1
        HAVING count(*) <> max(seq) OR min(seq) <> 1) h)::int AS holes,
      (SELECT count(*) FROM members m WHERE m.conversation_id = ANY($1) AND m.receipt_seen <> coalesce((SELECT max(seq)
        FROM placements p WHERE p.conversation_id = m.conversation_id AND p.sender_id = m.user_id), 0))::int AS unseen`,
    [ids],
  )
  const [row] = rows
  return [
    ...(row?.kept === total ? [] : [`${row?.kept} of ${total} messages are stored`]),
    ...(row?.holes === 0 ? [] : [`${row?.holes} logs have holes`]),
    ...(row?.unseen === 0 ? [] : [`${row?.unseen} senders lack receipts of their last message`]),
  ]
}
