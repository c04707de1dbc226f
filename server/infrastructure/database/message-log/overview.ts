import type pg from 'pg'
import type { Overview, OverviewEntry, Profile } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Ended } from '@/server/domain/group'
import { LIMITS } from '@/server/domain/limits'
import { shownReceipts } from '@/server/domain/receipts'
import { eventAt, UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import { aboutOf, pictureOf } from '../profile'
import { waits } from '../requests/asked'
import {
  CONVERSATION_COLUMNS,
  type ConversationRow,
  conversationOfRow,
  type EventRow,
  lineOfRow,
  type MemberRow,
  memberOfRow,
  type StateRow,
  stateOfRow,
} from '../rows'
import { NEWEST_LINE, NEWEST_LINE_AT, unreadIn, VISIBLE_END } from '../visible'

const entries = (scope: string) => `
  SELECT ${CONVERSATION_COLUMNS}, m.user_id, m.role, m.active, m.joined_seq, m.changed_seq, m.ended, m.delivered,
    m.read, m.state_version, m.own_version, m.marked_unread, m.muted_until, m.mentions_only, m.pinned_at, m.archived, ${waits('m')} AS request, m.draft,
    m.cleared_to, m.away, m.receipt_delivered, m.receipt_seen, ${VISIBLE_END} AS visible_end, counted.*, e.*
  FROM members m JOIN conversations c ON c.id = m.conversation_id CROSS JOIN ${unreadIn('m')}
  LEFT JOIN ${eventAt('m.conversation_id', NEWEST_LINE, UNSHOWN, LIMITS.previewChars)} ON true
  WHERE m.user_id = $1 AND NOT m.away ${scope}`

const ENTRY = prepared('overview-entry', entries('AND m.conversation_id = $2'))

const overviewOf = (before: string, scope: string, columns: string) => `
  WITH ${before} entries AS MATERIALIZED (${entries(scope)}), named AS (
    SELECT actor_id AS id FROM entries UNION SELECT target_id FROM entries
    UNION SELECT split_part(pair_key, ':', 1)::bigint FROM entries WHERE pair_key IS NOT NULL
    UNION SELECT split_part(pair_key, ':', 2)::bigint FROM entries WHERE pair_key IS NOT NULL
  )
  SELECT me.private_version, ${columns} entries.*, CASE WHEN row_number() OVER () = 1 THEN (
      SELECT jsonb_agg(jsonb_build_object('id', u.id::text, 'userName', u.user_name, 'fullName', u.full_name,
        'about', ${aboutOf('u', 'me')}, 'pictureId', ${pictureOf('u', 'me')}, 'version', u.profile_version))
      FROM users u WHERE u.id IN (SELECT id FROM named) AND u.id <> $1
    ) END AS people
  FROM users me LEFT JOIN entries ON true WHERE me.id = $1`

const OVERVIEW = prepared('overview', overviewOf('', '', ''))

// Only what decides which are first (domain/overview-order.ts) is read of all.
const FIRST = prepared(
  'overview-first',
  overviewOf(
    `chats AS MATERIALIZED (
      SELECT m.conversation_id, m.archived, m.pinned_at, ${waits('m', '$1')} AS request, coalesce(line.at, c.created_at) AS at,
        c.kind = 'group' OR coalesce(line.kind <> 'conversation:created', false) AS listed
      FROM members m JOIN conversations c ON c.id = m.conversation_id LEFT JOIN ${NEWEST_LINE_AT} ON true
      WHERE m.user_id = $1 AND NOT m.away
    ), others AS MATERIALIZED (
      SELECT CASE WHEN count(*) > $2::int THEN jsonb_build_object('archived', coalesce(bool_or(listed AND archived AND NOT request), false),
        'requests', coalesce(bool_or(listed AND request), false)) END AS rest FROM chats
    ),`,
    `AND m.conversation_id = ANY (ARRAY(
      SELECT conversation_id FROM chats
      WHERE listed AND NOT archived AND NOT request OR (SELECT rest FROM others) IS NULL
      ORDER BY pinned_at IS NULL, at DESC, conversation_id DESC LIMIT $2::int))`,
    '(SELECT rest FROM others),',
  ),
)

interface EntryRow extends ConversationRow, MemberRow, StateRow, EventRow {
  readonly ended: Ended | null
  readonly receipt_delivered: Seq
  readonly receipt_seen: Seq
}

interface OverviewRow extends EntryRow {
  readonly private_version: number
  readonly people: readonly Profile[] | null
  readonly rest?: Overview['rest'] | null
}

/** One statement for everything, so that it is all of one moment. */
export async function overview(pool: pg.Pool, userId: UserId, first?: number): Promise<Overview> {
  const statement = first === undefined ? OVERVIEW([userId]) : FIRST([userId, first])
  const { rows } = await pool.query<OverviewRow>(statement)
  const rest = rows[0]?.rest
  return {
    entries: rows.filter((row) => (row.conversation_id as string | null) !== null).map(entryOf),
    people: rows[0]?.people ?? [],
    privateVersion: rows[0]?.private_version ?? 0,
    ...(rest ? { rest } : {}),
  }
}

export async function entry(pool: pg.Pool, userId: UserId, conversationId: ConversationId): Promise<OverviewEntry> {
  const { rows } = await pool.query<EntryRow>(ENTRY([userId, conversationId]))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return entryOf(row)
}

function entryOf(row: EntryRow): OverviewEntry {
  const conversation = conversationOfRow(row, row.ended)
  return {
    conversation,
    member: memberOfRow(row),
    lastSeq: row.visible_end,
    delivered: row.delivered,
    lastEvent: (row.seq as Seq | null) === null ? null : lineOfRow(row, conversation, row.ended),
    state: stateOfRow(row),
    receipts: shownReceipts({ delivered: row.receipt_delivered, seen: row.receipt_seen }, conversation.receiptsShown),
  }
}
