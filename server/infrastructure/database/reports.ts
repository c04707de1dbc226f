import type pg from 'pg'
import type { Profile, Report, ReportedMessage } from '@/contracts/dto'
import type { Reports } from '@/server/application/report-ports'
import { KithError, notFound } from '@/server/domain/errors'
import { prepared } from './prepared'
import { instantOf, instantOrNull } from './rows'
import { inTransaction } from './transaction'

// The reporter's row is held: of several at once, each counts those before it.
const LOCK = prepared('lock-reporter', 'SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE')
const COUNT = prepared(
  'count-reports',
  `SELECT (SELECT count(*)::int FROM reports WHERE reporter_id = $1 AND created_at > now() - interval '1 day') AS made,
    EXISTS (SELECT FROM users WHERE id = $2) AS known`,
)
const ADD = prepared(
  'add-report',
  `INSERT INTO reports (reporter_id, reported_id, note, messages, created_at)
  VALUES ($1, $2, $3, $4, clock_timestamp())`,
)
const profile = (user: string) => `jsonb_build_object('id', ${user}.id::text, 'userName', ${user}.user_name,
    'fullName', ${user}.full_name, 'about', ${user}.about, 'pictureId', ${user}.picture_id, 'version',
    ${user}.profile_version)`
const LIST = prepared(
  'list-reports',
  `SELECT r.id, r.created_at, r.note, r.messages, r.done_at, ${profile('by')} AS reporter, ${profile('of')} AS reported
  FROM reports r JOIN users by ON by.id = r.reporter_id JOIN users of ON of.id = r.reported_id
  ORDER BY r.done_at IS NOT NULL, r.id DESC LIMIT $1`,
)
const SET_DONE = prepared(
  'set-report-done',
  'UPDATE reports SET done_at = CASE WHEN $2 THEN coalesce(done_at, clock_timestamp()) END WHERE id = $1',
)
const DELETE = prepared('delete-report', 'DELETE FROM reports WHERE id = $1')

interface Row {
  readonly id: string
  readonly created_at: Date
  readonly note: string
  readonly messages: readonly ReportedMessage[]
  readonly done_at: Date | null
  readonly reporter: Profile
  readonly reported: Profile
}

export function databaseReports(pool: pg.Pool): Reports {
  const one = async (statement: ReturnType<typeof prepared>, ...values: readonly unknown[]) => {
    if ((await pool.query(statement(values))).rowCount === 0) throw notFound('report')
  }
  return {
    add: ({ reporterId, reportedId, note, messages }, perDay) =>
      inTransaction(pool, async (client) => {
        await client.query(LOCK([reporterId]))
        const [row] = (await client.query<{ made: number; known: boolean }>(COUNT([reporterId, reportedId]))).rows
        if (!row?.known) throw notFound('person')
        if (row.made >= perDay) throw tooMany()
        await client.query(ADD([reporterId, reportedId, note, JSON.stringify(messages)]))
      }),
    list: async (limit) => (await pool.query<Row>(LIST([limit]))).rows.map(reportOf),
    setDone: (id, done) => one(SET_DONE, id, done),
    delete: (id) => one(DELETE, id),
  }
}

const tooMany = () =>
  new KithError('rate_limited', 'You reported a lot today. Go on tomorrow, or tell an admin directly.')

function reportOf({ created_at, done_at, ...row }: Row): Report {
  return { ...row, at: instantOf(created_at), doneAt: instantOrNull(done_at) }
}
