import type pg from 'pg'
import type { Jobs } from '@/server/application/link-ports'
import type { Log } from '@/server/log'
import { LOOK_BEHIND_LINK } from './names'

const MAX_ATTEMPTS = 3

/** Puts jobs into the database's queue, from any process; server/infrastructure/jobs/worker.ts does them. */
export function databaseJobs(pool: pg.Pool, log: Log): Jobs {
  return {
    async lookBehindLink({ conversationId, seq }) {
      try {
        await pool.query(
          `SELECT graphile_worker.add_job($1, json_build_object('conversationId', $2::text, 'seq', $3::int),
            job_key := concat_ws(' ', $1::text, $2::text, $3::text), max_attempts := $4::int)`,
          [LOOK_BEHIND_LINK, conversationId, seq, MAX_ATTEMPTS],
        )
      } catch (err) {
        log.warn({ err }, 'a link will not be looked behind')
      }
    },
  }
}
