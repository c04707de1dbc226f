import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Place } from '@/contracts/dto'
import type { NotificationQueue } from '@/server/application/notification-ports'
import type { Log } from '@/server/log'
import { VALID_SESSION } from '../database/valid-session'
import { NOTIFY_PERSON, SUMMARIZE_QUIET, TELL_SUMMARY } from './names'
import { TELL_AGAIN } from './tell-again'

/** So long a message waits for being read, and for others that are told with it. */
const AFTER_MS = 3_000
/** Whoever posts meanwhile is asked about in the same statement: of a few hundred messages a second each had one, behind its commit. */
const TOGETHER_MS = 20
const ATTEMPTS = 5
const SUMMARY_ATTEMPTS = 8

// The first condition is looked at once, before anything is read: where nobody is subscribed it ends there.
const POSTED = `
  SELECT graphile_worker.add_job('${NOTIFY_PERSON}', json_build_object('userId', due.user_id::text),
    job_key := '${NOTIFY_PERSON} ' || due.user_id, job_key_mode := 'preserve_run_at',
    run_at := now() + $3 * interval '1 millisecond', max_attempts := ${ATTEMPTS})
  FROM (
    SELECT DISTINCT m.user_id
    FROM unnest($1::bigint[], $2::int[]) AS i (conversation_id, seq)
    JOIN placements p ON p.conversation_id = i.conversation_id AND p.seq = i.seq
    JOIN members m ON m.conversation_id = p.conversation_id AND m.active AND m.user_id <> p.sender_id
    WHERE (SELECT EXISTS (SELECT FROM push_subscriptions)) AND EXISTS (
      SELECT FROM sessions z JOIN push_subscriptions s ON s.session_id = z.id
      WHERE z.user_id = m.user_id AND ${VALID_SESSION})
  ) due`

// By what browsers may still show, read elsewhere or not: in all places of the message.
const CHANGED = `
  SELECT ${TELL_AGAIN}
  FROM placements here
  JOIN placements p ON p.message_id = here.message_id
  JOIN push_shown t ON t.conversation_id = p.conversation_id AND (t.telling OR p.seq <= t.seq)
  JOIN sessions z ON z.id = t.session_id AND z.user_id <> p.sender_id AND ${VALID_SESSION}
  WHERE here.conversation_id = $1 AND here.seq = $2`

const MINE = `
  SELECT ${TELL_AGAIN}
  FROM push_shown t
  JOIN sessions z ON z.id = t.session_id AND z.user_id = $2 AND ${VALID_SESSION}
  WHERE t.conversation_id = $1 AND (t.telling OR t.seq >= $3)`

const LOOK_AGAIN = `
  SELECT graphile_worker.add_job('${NOTIFY_PERSON}', json_build_object('userId', $1::text, 'until', $3::float8),
    job_key := concat_ws(' ', '${NOTIFY_PERSON} again', $1::text), max_attempts := ${ATTEMPTS},
    run_at := now() + $2 * interval '1 millisecond')`

const SUMMARIZE_AT = `
  SELECT graphile_worker.add_job('${SUMMARIZE_QUIET}', json_build_object('userId', $1::text, 'since', $2::float8),
    job_key := concat_ws(' ', '${SUMMARIZE_QUIET}', $1::text), max_attempts := ${ATTEMPTS},
    run_at := to_timestamp($3::float8 / 1000))`

const TELL_SUMMARIES = `
  SELECT graphile_worker.add_job('${TELL_SUMMARY}',
    json_build_object('sessionId', s.session_id::text, 'since', $2::float8),
    job_key := concat_ws(' ', '${TELL_SUMMARY}', s.session_id), max_attempts := ${SUMMARY_ATTEMPTS})
  FROM sessions z JOIN push_subscriptions s ON s.session_id = z.id WHERE z.user_id = $1 AND ${VALID_SESSION}`

/** Queues from any process; what comes within 20 ms, or while the database is asked, is asked about together. */
export function notificationQueue(pool: pg.Pool, log: Log): NotificationQueue {
  let waiting: Place[] = []
  let posting: Promise<void> | null = null
  const changes = new Set<Promise<void>>()

  async function post(): Promise<void> {
    while (waiting.length > 0) {
      await wait(TOGETHER_MS)
      const places = waiting
      waiting = []
      const values = [places.map(({ conversationId }) => conversationId), places.map(({ seq }) => seq), AFTER_MS]
      await attempt(() => pool.query({ name: 'queue-posted', text: POSTED, values }))
    }
  }

  function begin(): void {
    posting ??= post().finally(() => {
      posting = null
      // What came after it had looked for the last time.
      if (waiting.length > 0) begin()
    })
  }

  function tellAgain(query: string, values: readonly unknown[]): void {
    const change = attempt(() => pool.query(query, [...values])).finally(() => changes.delete(change))
    changes.add(change)
  }

  async function attempt(query: () => Promise<unknown>): Promise<void> {
    await query().catch((err: unknown) => log.warn({ err }, 'somebody will not be notified'))
  }

  return {
    posted(places) {
      waiting.push(...places)
      begin()
    },
    changed: ({ conversationId, seq }) => tellAgain(CHANGED, [conversationId, seq]),
    deletedForOneself: (userId, conversationId, seq) => tellAgain(MINE, [conversationId, userId, seq]),
    async lookAgain(userId, afterMs, until) {
      await pool.query(LOOK_AGAIN, [userId, afterMs, until])
    },
    async summarizeAt(userId, since, at) {
      await pool.query(SUMMARIZE_AT, [userId, since, at])
    },
    async tellSummary(userId, since) {
      await pool.query(TELL_SUMMARIES, [userId, since])
    },
    async settled() {
      while (posting !== null || changes.size > 0) await Promise.all([posting, ...changes])
    },
  }
}
