import type pg from 'pg'
import type { Conversation, OwnMark } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Ended } from '@/server/domain/group'
import { eventOf, UNSHOWN } from '../event-columns'
import { anyPinIn } from '../pins'
import type { prepared } from '../prepared'
import { CONVERSATION_COLUMNS, type ConversationRow, conversationOfRow, type EventRow } from '../rows'
import { VISIBLE, VISIBLE_END } from '../visible'

/** What one statement shows a member ($1) of a conversation ($2). */
export interface ReadEvents {
  /** In seq order. */
  readonly rows: readonly EventRow[]
  readonly conversation: Conversation
  readonly ended: Ended | null
  readonly visibleEnd: Seq
  /** The first and last line of the history that may be seen, where the statement asks for them; null: none. */
  readonly bounds: { readonly first: Seq; readonly last: Seq } | null
  /** The member's own marks among the events, where the statement asks for bounds. */
  readonly own: readonly OwnMark[]
  /** Where the messages pinned here stand, where the statement asks for bounds: oldest pin first. */
  readonly pinned: readonly Seq[]
}

interface Options {
  readonly maxChars?: number
  /** The first and last line, over `me`. */
  readonly bounds?: { readonly first: string; readonly last: string }
}

const OF_CONVERSATION =
  `conversation_id, kind, pair_key, name, picture_id, past_open, receipts_shown, closed_at, disappear_after_ms,
  ends_at, ended_at, ended_messages, ended_files, created_at, conversation_changed_seq`.split(/,\s+/)

/** The conversation of `me`, and how it is shown, in the first row of the window `rows` alone: it is a third of a row's columns. */
export const ofConversation = (rows: string): string =>
  [...OF_CONVERSATION, 'ended', 'visible_end'].map((column) => `${once(`me.${column}`, rows)} AS ${column}`).join(', ')

const once = (value: string, rows: string) => `CASE WHEN row_number() OVER ${rows} = 1 THEN ${value} END`

/** @param lines selects the events' rows of the log, from `me` with `visible`, what may be seen of it */
export function selectEvents(lines: string, { maxChars, bounds }: Options = {}): string {
  return `
  WITH me AS MATERIALIZED (
    SELECT ${CONVERSATION_COLUMNS}, m.ended, m.own_version, ${VISIBLE_END} AS visible_end, ${VISIBLE} AS visible, ${UNSHOWN} AS unshown
    FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND m.conversation_id = $2
  ), chosen AS MATERIALIZED (${lines})
  SELECT ${ofConversation('shown')}, ${once('edge.first', 'shown')} AS first, ${once('edge.last', 'shown')} AS last,
    ${bounds ? once(OWN, 'shown') : 'NULL::jsonb'} AS own, ${bounds ? once(PINNED, 'shown') : 'NULL::int[]'} AS pinned,
    e.*, (e.erased::int4multirange * me.visible)::text AS erased
  FROM me CROSS JOIN LATERAL (SELECT ${bounds?.first ?? 'NULL::int'} AS first, ${bounds?.last ?? 'NULL::int'} AS last OFFSET 0) edge
  LEFT JOIN LATERAL (SELECT e.* FROM chosen CROSS JOIN ${eventOf('chosen', 'me.unshown', maxChars)}) e ON true
  WINDOW shown AS (ORDER BY e.seq ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  ORDER BY e.seq`
}

// As many as between the first and the last of what is chosen.
const OWN = `CASE WHEN me.own_version > 0 THEN own_marks_between($1, $2, e.seq, last_value(e.seq) OVER shown) END`

// Who has left is shown what was pinned then, as each message is (event-columns.ts).
const PINNED = `CASE WHEN EXISTS (${anyPinIn('$2')}) THEN pins_shown($1, $2, me.visible, me.unshown) END`

/** A row of what a member is shown; of the conversation, and how it is shown, in the first one alone. */
export interface ShownRow extends ConversationRow, EventRow {
  readonly ended: Ended | null
  readonly visible_end: Seq
}

interface Row extends ShownRow {
  readonly first: Seq | null
  readonly last: Seq | null
  readonly own: readonly OwnMark[] | null
  readonly pinned: readonly Seq[] | null
}

/** @throws KithError `not_found` */
export async function readEvents(
  pool: pg.Pool,
  statement: ReturnType<typeof prepared>,
  [userId, conversationId, ...rest]: readonly [UserId, ConversationId, ...unknown[]],
): Promise<ReadEvents> {
  const { rows } = await pool.query<Row>(statement([userId, conversationId, ...rest]))
  const [first] = rows
  if (first === undefined) throw notFound('conversation')
  return {
    rows: rows.filter(isEvent),
    conversation: conversationOfRow(first, first.ended),
    ended: first.ended,
    visibleEnd: first.visible_end,
    own: first.own ?? [],
    pinned: first.pinned ?? [],
    bounds: first.first === null || first.last === null ? null : { first: first.first, last: first.last },
  }
}

/** Without any event to show, one row still says where the conversation stands. */
export function isEvent(row: EventRow): boolean {
  return (row.seq as Seq | null) !== null
}
