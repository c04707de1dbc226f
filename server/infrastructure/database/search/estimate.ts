import type pg from 'pg'
import { notFound } from '@/server/domain/errors'
import { VISIBLE_END } from '../visible'
import type { Question } from './question'

/** How much there is to look through. */
export interface Estimate {
  /** Rows of `messages`. */
  readonly total: number
  /** Messages that may be seen, at most. */
  readonly scope: number
  /** Which part of all messages has the words, and which meets the conditions on the message besides. */
  readonly withWords: number
  readonly wanted: number
}

const SAMPLE_ROWS = 2_000

/** Asks a sample of the messages. One statement. @throws KithError `not_found` */
export async function estimate(pool: pg.Pool, question: Question): Promise<Estimate> {
  const { values, words, conditions } = question
  const { rows } = await pool.query<{ chats: number; scope: number; total: number; n: number; w: number; f: number }>(
    `WITH ${question.given}, total AS (
      SELECT greatest(reltuples, pg_relation_size('messages') / 400.0, 1) AS rows FROM pg_class WHERE oid = 'messages'::regclass
    ), scope AS (
      SELECT count(*)::int AS chats, coalesce(sum(greatest(0, ${VISIBLE_END} - m.cleared_to)), 0)::float8 AS rows
      FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE ${question.members}
    ), sample AS (
      SELECT count(*)::int AS n, count(*) FILTER (WHERE ${words})::int AS w,
        count(*) FILTER (WHERE ${[words, ...conditions].join(' AND ')})::int AS f
      FROM messages t TABLESAMPLE SYSTEM (least(100, 100.0 * ${SAMPLE_ROWS} / (SELECT rows FROM total)))
    )
    SELECT scope.chats, scope.rows AS scope, total.rows::float8 AS total, n, w, f FROM scope, total, sample`,
    [...values],
  )
  const [row] = rows
  if (row === undefined || (question.conversationId !== null && row.chats === 0)) throw notFound('conversation')
  const part = (count: number) => Math.max(count, 0.5) / Math.max(row.n, 1)
  return { total: row.total, scope: row.scope, withWords: part(row.w), wanted: part(row.f) }
}
