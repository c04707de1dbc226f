import type pg from 'pg'
import type { Retention } from '@/contracts/dto'
import type { RetentionSetting } from '@/server/application/retention-ports'
import { HAS_FILES } from './erasing/retained'
import { prepared } from './prepared'

/** Counting ends there, so that asking takes a moment however much there is. */
const COUNTED = 100_000

const READ = 'SELECT keep_messages_days AS messages, keep_files_days AS files FROM server_settings WHERE id = 1'
const SET = `INSERT INTO server_settings (id, keep_messages_days, keep_files_days) VALUES (1, $1, $2)
  ON CONFLICT (id) DO UPDATE SET keep_messages_days = $1, keep_files_days = $2`

const before = (days: string) => `date_trunc('minute', clock_timestamp()) - ${days}::int * interval '1 day'`

// $1 days of messages, $2 of files. A file goes with the last place of its message, or by itself.
const ESTIMATE = prepared(
  'estimate-retention',
  `WITH said AS MATERIALIZED (
    SELECT conversation_id, seq, message_id, at FROM log
    WHERE kind = 'message:posted' AND at <= ${before('$1')} ORDER BY at LIMIT ${COUNTED}
  ), files AS MATERIALIZED (
    SELECT id, text, sent_at FROM messages
    WHERE ${HAS_FILES} AND sent_at <= ${before('$2')} ORDER BY sent_at LIMIT ${COUNTED}
  ), gone AS MATERIALIZED (
    SELECT s.conversation_id, s.message_id, s.at, true AS whole FROM said s
    JOIN placements p ON p.conversation_id = s.conversation_id AND p.seq = s.seq AND p.deleted_by IS NULL
    UNION ALL
    SELECT p.conversation_id, f.id, f.sent_at, f.text = '' FROM files f
    JOIN placements p ON p.message_id = f.id AND p.deleted_by IS NULL
  ), carried AS MATERIALIZED (
    SELECT a.blob_id, a.preview_id FROM (
      SELECT id FROM files UNION
      SELECT m.id FROM (SELECT message_id, count(*) AS places FROM said GROUP BY 1) s
      JOIN messages m ON m.id = s.message_id AND m.placed = s.places AND m.attached > 0
    ) m JOIN attachments a ON a.message_id = m.id AND a.kind <> 'sticker'
  )
  SELECT (SELECT count(DISTINCT message_id)::int FROM gone WHERE whole) AS messages,
    (SELECT count(DISTINCT conversation_id)::int FROM gone) AS conversations,
    (SELECT count(*)::int FROM carried) AS files,
    (SELECT coalesce(sum(size), 0)::float FROM blobs WHERE id IN (
      SELECT blob_id FROM carried UNION SELECT preview_id FROM carried)) AS bytes,
    (SELECT min(at) FROM gone) AS oldest,
    (SELECT count(*) FROM said) = ${COUNTED} OR (SELECT count(*) FROM files) = ${COUNTED} AS more`,
)

interface Row {
  readonly messages: number
  readonly conversations: number
  readonly files: number
  readonly bytes: number
  readonly oldest: Date | null
  readonly more: boolean
}

export function databaseRetention(pool: pg.Pool): RetentionSetting {
  return {
    async read() {
      const { rows } = await pool.query<Retention>(READ)
      return rows[0] ?? { messages: null, files: null }
    },
    async set({ messages, files }) {
      await pool.query(SET, [messages, files])
    },
    async estimate({ messages, files }) {
      const { rows } = await pool.query<Row>(ESTIMATE([messages, files]))
      const [row] = rows
      if (row === undefined) throw new Error('An estimate had no row.')
      const { oldest, ...counts } = row
      return { ...counts, oldestAt: oldest?.toISOString() ?? null }
    },
  }
}
