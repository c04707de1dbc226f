import type pg from 'pg'
import type { Conversation, LogEvent } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Ended } from '@/server/domain/group'
import { eventAt } from '../event-columns'
import { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, type ConversationRow, conversationOfRow, type EventRow, eventOfRow } from '../rows'
import { VISIBLE, VISIBLE_END } from '../visible'

export interface ReadPage {
  readonly events: readonly LogEvent[]
  readonly conversation: Conversation
  readonly visibleEnd: Seq
  /** The first and last seq that may be seen; null: none. */
  readonly bounds: { readonly first: Seq; readonly last: Seq } | null
}

// Each stay is walked from its end with a limit of its own: what lies between two stays costs nothing.
const older = (bound: string) => `
  SELECT l.seq FROM me CROSS JOIN LATERAL unnest(me.visible) AS stay
  CROSS JOIN LATERAL (
    SELECT l.seq FROM log l
    WHERE l.conversation_id = $2 AND l.seq >= lower(stay) AND l.seq < least(upper(stay), ${bound})
    ORDER BY l.seq DESC LIMIT $4
  ) l ORDER BY l.seq DESC LIMIT $4`
const newer = (bound: string) => `
  SELECT l.seq FROM me CROSS JOIN LATERAL unnest(me.visible) AS stay
  CROSS JOIN LATERAL (
    SELECT l.seq FROM log l
    WHERE l.conversation_id = $2 AND l.seq >= greatest(lower(stay), ${bound}) AND l.seq < upper(stay)
    ORDER BY l.seq LIMIT $4
  ) l ORDER BY l.seq LIMIT $4`

const around = `
  SELECT seq FROM (
    SELECT seq, older, row_number() OVER (PARTITION BY older ORDER BY CASE WHEN older THEN -seq ELSE seq END) AS n,
      count(*) FILTER (WHERE older) OVER () AS olders, count(*) FILTER (WHERE NOT older) OVER () AS newers
    FROM (
      SELECT seq, true AS older FROM (${older('$3')}) o UNION ALL SELECT seq, false FROM (${newer('$3')}) n
    ) both_sides
  ) numbered, LATERAL (SELECT least(olders, greatest($4 / 2, $4 - newers)) AS take) half
  WHERE n <= CASE WHEN older THEN take ELSE $4 - take END`

const page = (seqs: string) => `
  WITH me AS MATERIALIZED (
    SELECT ${CONVERSATION_COLUMNS}, m.ended, ${VISIBLE_END} AS visible_end, ${VISIBLE} AS visible
    FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND m.conversation_id = $2
  ), chosen AS MATERIALIZED (${seqs})
  SELECT conversation_id, kind, pair_key, name, picture_id, past_open, closed_at, created_at, conversation_changed_seq,
    CASE WHEN row_number() OVER (ORDER BY e.seq) = 1 THEN me.ended END AS ended,
    visible_end, lower(visible) AS first, upper(visible) - 1 AS last, e.*
  FROM me LEFT JOIN (chosen CROSS JOIN ${eventAt('$2', 'chosen.seq')}) ON true
  ORDER BY e.seq`

const STATEMENTS = {
  before: prepared('page-before', page(older('$3'))),
  after: prepared('page-after', page(newer('$3 + 1'))),
  around: prepared('page-around', page(around)),
}

interface Row extends ConversationRow, EventRow {
  readonly ended: Ended | null
  readonly visible_end: Seq
  readonly first: Seq | null
  readonly last: Seq | null
}

/** A run of visible events on one side of `seq`, or on both. One statement. @throws KithError `not_found` */
export async function readPage(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  side: keyof typeof STATEMENTS,
  seq: Seq,
  limit: number,
): Promise<ReadPage> {
  const { rows } = await pool.query<Row>(STATEMENTS[side]([userId, conversationId, seq, limit]))
  const [first] = rows
  if (first === undefined) throw notFound('conversation')
  const conversation = conversationOfRow(first, first.ended)
  return {
    events: rows.filter(isEvent).map((row) => eventOfRow(row, conversation, first.ended)),
    conversation,
    visibleEnd: first.visible_end,
    bounds: first.first === null || first.last === null ? null : { first: first.first, last: first.last },
  }
}

/** Without any event to show, one row still says where the conversation stands. */
function isEvent(row: Row): boolean {
  return (row.seq as Seq | null) !== null
}
