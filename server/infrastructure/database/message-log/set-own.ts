import type pg from 'pg'
import type { OwnChange, OwnMark } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { OwnInput } from '@/contracts/inputs'
import type { MessageLog } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { waits } from '../requests/asked'
import { type StateRow, stateOf } from '../rows'
import { OWN_MARK, unreadIn, VISIBLE_END } from '../visible'

// $3 seqs, $4 starred or null, $5 hidden. What is hidden stays so, and has no star.
const SET = prepared(
  'set-own',
  `WITH me AS MATERIALIZED (
    SELECT * FROM members WHERE user_id = $1 AND conversation_id = $2 FOR NO KEY UPDATE
  ), wanted AS MATERIALIZED (
    SELECT p.seq, CASE WHEN NOT $5::bool AND coalesce($4::bool, o.starred_at IS NOT NULL)
        THEN coalesce(o.starred_at, date_trunc('milliseconds', clock_timestamp())) END AS starred_at
    FROM me JOIN placements p ON p.conversation_id = $2 AND p.seq = ANY($3::int[]) AND p.seq <@ me.intervals
      AND p.seq > me.cleared_to
    LEFT JOIN own_marks o ON o.user_id = $1 AND o.conversation_id = $2 AND o.seq = p.seq
    WHERE o.hidden IS NOT TRUE AND ($5 OR (o.starred_at IS NOT NULL) <> $4)
  ), moved AS (
    UPDATE members m SET state_version = me.state_version + 1, own_version = me.state_version + 1
    FROM me WHERE m.user_id = $1 AND m.conversation_id = $2 AND EXISTS (SELECT FROM wanted)
    RETURNING m.own_version
  ), o AS (
    INSERT INTO own_marks (user_id, conversation_id, seq, starred_at, hidden, version)
    SELECT $1, $2, w.seq, w.starred_at, $5, moved.own_version FROM wanted w, moved ORDER BY w.seq
    ON CONFLICT (user_id, conversation_id, seq) DO UPDATE SET starred_at = excluded.starred_at,
      hidden = own_marks.hidden OR excluded.hidden, version = excluded.version
    RETURNING *
  )
  SELECT me.own_version AS after, coalesce((SELECT own_version FROM moved), me.own_version) AS version,
    coalesce((SELECT jsonb_agg(${OWN_MARK} ORDER BY o.seq) FROM o), '[]') AS marks
  FROM me`,
)

const STATE = prepared(
  'state',
  `SELECT m.*, ${waits('m')} AS request, ${VISIBLE_END} AS visible_end, counted.*
  FROM members m JOIN conversations c ON c.id = m.conversation_id CROSS JOIN ${unreadIn('m')}
  WHERE m.user_id = $1 AND m.conversation_id = $2`,
)

const SINCE = prepared(
  'own-since',
  `SELECT $3::int AS after, m.own_version AS version, coalesce((
    SELECT jsonb_agg(${OWN_MARK} ORDER BY o.seq) FROM own_marks o
    WHERE o.user_id = $1 AND o.conversation_id = $2 AND o.version > $3
  ), '[]') AS marks FROM members m WHERE m.user_id = $1 AND m.conversation_id = $2`,
)

interface Row {
  readonly after: number
  readonly version: number
  readonly marks: readonly OwnMark[]
}

/** Two statements: the count of what is unread must see the marks. @throws KithError `not_found` */
export async function setOwn(
  pool: pg.Pool,
  userId: UserId,
  { conversationId, seqs, starred, hidden }: OwnInput,
): ReturnType<MessageLog['setOwn']> {
  const { rows } = await pool.query<Row>(SET([userId, conversationId, seqs, starred ?? null, hidden ?? false]))
  const [change] = rows
  const told = await pool.query<StateRow>(STATE([userId, conversationId]))
  const [state] = told.rows
  if (change === undefined || state === undefined) throw notFound('conversation')
  return { change: { conversationId, ...change }, state: stateOf(state) }
}

/** @throws KithError `not_found` */
export async function ownSince(
  pool: pg.Pool,
  userId: UserId,
  conversationId: string,
  after: number,
): Promise<OwnChange> {
  const { rows } = await pool.query<Row>(SINCE([userId, conversationId, after]))
  const [change] = rows
  if (change === undefined) throw notFound('conversation')
  return { conversationId, ...change }
}
