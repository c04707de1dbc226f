import path from 'node:path'
import pg from 'pg'
import type { Actor } from '@/server/application/account-ports'
import { migrate } from '@/server/infrastructure/database/migrate'
import { asAdmin, MIGRATIONS, urlOf } from '@/server/testing/template'
import { fill } from '../search/fill'
import type { Stage } from '../stage'

/** People of the same chats, as one alone may only ask so often. */
const READERS = 10
/** In each of the small chats, and, as a part of it, in the big one. */
const UNREAD = 3
const UNREAD_PART = 0.001
/** As a browser asks for, before it asks for all. */
const FIRST_LINES = 50
// The rows of the past needn't be careful: they are written down before anything is measured.
const FILLING = '-c synchronous_commit=off -c maintenance_work_mem=512MB'

/** A past of its own: half of the messages in one chat, the others all over the small ones. */
export interface History {
  /** With the database that has it. */
  readonly stage: Stage
  readonly readers: readonly Actor[]
  readonly big: { readonly id: string; readonly lastSeq: number; readonly unread: number }
  /** Small ones. */
  readonly chats: number
  /** The chats in which something was said last, or, where nothing was, that began last. */
  readonly newest: readonly string[]
  readonly messages: number
}

const opened = new WeakMap<Stage, Map<number, Promise<History>>>()

/** The same one each time on one stage. `unread`: in the big chat. */
export function openHistory(stage: Stage, messages: number, chats: number, unread: number): Promise<History> {
  const known = opened.get(stage) ?? new Map<number, Promise<History>>()
  opened.set(stage, known)
  const history = known.get(messages) ?? makeHistory(stage, messages, chats, unread)
  known.set(messages, history)
  return history
}

/** What both of two sizes have in the big chat. */
export const unreadOf = (messages: number): number => Math.round(messages * UNREAD_PART)

async function makeHistory(stage: Stage, messages: number, chats: number, unread: number): Promise<History> {
  const name = `history_${messages}`
  await asAdmin(stage.databaseUrl, `CREATE DATABASE ${name}`)
  const databaseUrl = urlOf(stage.databaseUrl, name)
  const filling = new pg.Pool({ connectionString: databaseUrl, max: 1, options: FILLING })
  await migrate(filling, path.normalize(MIGRATIONS))
  const { bigChat } = await fill(filling, messages, chats)
  const readers = await addReaders(filling, bigChat, unread)
  const { rows } = await filling.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [
    bigChat,
  ])
  const newest = await newestOf(filling, readers[0]?.userId ?? '')
  await filling.query('VACUUM ANALYZE')
  await filling.query('CHECKPOINT')
  await filling.end()
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, pipeline: true })
  pool.on('error', () => {})
  stage.onClose(() => pool.end())
  const big = { id: bigChat, lastSeq: rows[0]?.last_seq ?? 0, unread }
  return { stage: { ...stage, pool, databaseUrl }, readers, big, chats, newest, messages }
}

async function newestOf(pool: pg.Pool, userId: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT c.id::text FROM conversations c LEFT JOIN log l ON l.conversation_id = c.id
    WHERE c.id IN (SELECT conversation_id FROM members WHERE user_id = $1)
    GROUP BY c.id ORDER BY coalesce(max(l.at), c.created_at) DESC, c.id DESC LIMIT $2`,
    [userId, FIRST_LINES],
  )
  return rows.map(({ id }) => id)
}

async function addReaders(pool: pg.Pool, bigChat: string, unread: number): Promise<readonly Actor[]> {
  const { rows } = await pool.query<Actor>(
    `WITH born AS (
      INSERT INTO users (user_name, user_name_key, full_name, search_key, password_hash)
      SELECT 'reader' || n, 'reader' || n, 'Reader', '', '' FROM generate_series(1, $1) n RETURNING id
    )
    INSERT INTO sessions (user_id, device) SELECT id, 'Generator' FROM born
    RETURNING user_id::text AS "userId", id::text AS "sessionId"`,
    [READERS],
  )
  await pool.query(
    `INSERT INTO members (user_id, conversation_id, role, intervals, joined_seq, changed_seq, delivered, read, seen)
    SELECT u, c.id, 'member', '{[1,)}', 1, 1, c.last_seq, mark, mark
    FROM unnest($1::bigint[]) u CROSS JOIN conversations c
    CROSS JOIN LATERAL (SELECT greatest(0, c.last_seq - CASE c.id WHEN $2 THEN $3::int ELSE ${UNREAD} END) AS mark) m`,
    [rows.map(({ userId }) => userId), bigChat, unread],
  )
  return rows
}
