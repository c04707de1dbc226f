import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { AttemptCounts } from '@/server/infrastructure/auth/attempts'
import { prepared } from './prepared'

// Some of what is over goes with every attempt, so that there are never many more rows than attempts that count.
const ADD = prepared(
  'attempts-add',
  `WITH over AS (
    DELETE FROM attempts WHERE key IN (
      SELECT key FROM attempts WHERE ends_at <= now() AND key <> $1 ORDER BY ends_at LIMIT 10 FOR UPDATE SKIP LOCKED
    )
  )
  INSERT INTO attempts AS a (key, count, ends_at) VALUES ($1, 1, now() + make_interval(secs => $2))
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN a.ends_at > now() THEN a.count + 1 ELSE 1 END,
    ends_at = CASE WHEN a.ends_at > now() THEN a.ends_at ELSE excluded.ends_at END
  RETURNING count, greatest(1, ceil(extract(epoch FROM ends_at - now()) * 1000))::int AS left_ms`,
)

const TAKE_BACK = prepared('attempts-take-back', 'UPDATE attempts SET count = count - 1 WHERE key = $1 AND count > 0')

/** Shared by all processes. What is counted is not kept, only its hash. */
export function databaseAttemptCounts(pool: pg.Pool): AttemptCounts {
  return {
    async add(key, forSeconds) {
      const { rows } = await pool.query<{ count: number; left_ms: number }>(ADD([hashOf(key), forSeconds]))
      const [row] = rows
      if (!row) throw new Error('An attempt was not counted.')
      return { count: row.count, leftMs: row.left_ms }
    },
    async takeBack(key) {
      await pool.query(TAKE_BACK([hashOf(key)]))
    },
  }
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
