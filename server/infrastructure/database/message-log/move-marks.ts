import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { MovedReceipts, StateOf } from '@/server/application/log-ports'
import { prepared } from '../prepared'
import { bothShow } from '../privacy'
import { type CoveredRange, settleReceipts } from '../receipts'
import { asked, waits } from '../requests/asked'
import { type StateRow, stateOf } from '../rows'
import { unreadIn, VISIBLE_END } from '../visible'
import { movePlain, type OneMove } from './move-plain'

// Of a chat that waits for the mover's yes nothing is told: there, only what they alone know of moves. In a direct chat both
// must show each other what they have seen; a group shows it of all or of nobody. Blocks are no reason: between those two,
// receipts stand still (receipts.ts).
const SHOWS_SEEN = `(c.kind = 'group' AND c.receipts_shown OR c.kind = 'direct' AND EXISTS (
    SELECT FROM members theirs JOIN users other ON other.id = theirs.user_id JOIN users mine ON mine.id = m.user_id
    WHERE theirs.conversation_id = m.conversation_id AND theirs.user_id <> m.user_id
      AND ${bothShow('receipts', 'mine', 'other')}))`

// By the key alone, from the end: an index that has senders in it would be gone through sender by sender.
const othersNewest = (mark: 'delivered' | 'seen') => `(
    SELECT p.seq FROM placements p WHERE p.conversation_id = bounded.conversation_id AND p.seq > bounded.${mark}
      AND p.seq <= bounded.new_${mark} AND p.sender_id <> bounded.user_id ORDER BY p.seq DESC LIMIT 1)`

// Rows are locked in the order of their keys, so that two who move never wait for each other for ever. Only moves over
// others' messages are kept: nobody asks about the rest.
const MOVE = prepared(
  'move-marks',
  `WITH input AS (
    SELECT user_id, conversation_id, max(delivered) AS delivered, max(read) AS read, max(seen) AS seen
    FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[])
      AS i (user_id, conversation_id, delivered, read, seen)
    GROUP BY user_id, conversation_id
  ), locked AS MATERIALIZED (
    SELECT m.*, ${VISIBLE_END} AS visible_end, ${SHOWS_SEEN} AS shows_seen, ${asked('m')} AS asked, c.kind = 'group' AS in_group, i.delivered AS to_delivered, i.read AS to_read, i.seen AS to_seen
    FROM input i
    JOIN members m ON m.conversation_id = i.conversation_id AND m.user_id = i.user_id
    JOIN conversations c ON c.id = m.conversation_id
    ORDER BY m.conversation_id, m.user_id
    FOR NO KEY UPDATE OF m
  ), bounded AS (
    SELECT *, CASE WHEN asked THEN delivered ELSE greatest(delivered, least(greatest(to_delivered, to_seen), visible_end)) END AS new_delivered,
      greatest(read, least(to_read, visible_end)) AS new_read,
      CASE WHEN shows_seen AND NOT asked THEN greatest(seen, least(to_seen, visible_end)) ELSE seen END AS new_seen
    FROM locked
  ), moved AS (
    UPDATE members m SET delivered = b.new_delivered, read = b.new_read, seen = b.new_seen,
      state_version = m.state_version + (b.new_read > b.read)::int,
      marked_unread = m.marked_unread AND b.new_read = b.read
    FROM bounded b
    WHERE m.conversation_id = b.conversation_id AND m.user_id = b.user_id
      AND (b.new_delivered, b.new_read, b.new_seen) <> (b.delivered, b.read, b.seen)
  ), kept AS (
    INSERT INTO mark_moves (conversation_id, user_id, kind, from_seq, to_seq, at)
    SELECT d.conversation_id, d.user_id, k.kind, k.from_seq, k.to_seq, date_trunc('milliseconds', clock_timestamp())
    FROM (SELECT *, ${othersNewest('delivered')} AS got FROM bounded OFFSET 0) d CROSS JOIN LATERAL (
      VALUES ('delivered'::mark_kind, d.delivered, d.new_delivered, d.got),
        ('seen', d.seen, d.new_seen, CASE WHEN (d.seen, d.new_seen) = (d.delivered, d.new_delivered) THEN d.got
          ELSE (SELECT ${othersNewest('seen')} FROM (SELECT d.*) bounded) END)
    ) AS k (kind, from_seq, to_seq, got) WHERE k.got IS NOT NULL
  ), after AS (
    SELECT conversation_id, user_id, active, intervals, cleared_to, new_delivered AS delivered, new_read AS read, visible_end,
      own_version, state_version + (new_read > read)::int AS state_version, marked_unread AND new_read = read AS marked_unread,
      muted_until, mentions_only, pinned_at, archived, draft, away, delivered AS from_delivered, seen AS from_seen, new_seen AS seen, in_group
    FROM bounded
  )
  SELECT user_id, conversation_id, delivered, read, state_version, own_version, marked_unread, muted_until, mentions_only, pinned_at, archived, ${waits('after')} AS request, draft, cleared_to, away, visible_end,
    from_delivered, from_seen, seen, in_group, counted.*
  FROM after CROSS JOIN ${unreadIn('after')} ORDER BY conversation_id`,
)

interface Row extends StateRow {
  readonly user_id: UserId
  readonly seen: Seq
  readonly from_delivered: Seq
  readonly from_seen: Seq
  readonly in_group: boolean
}

export interface Moving {
  readonly userId: UserId
  readonly moves: readonly MarkMoveInput[]
}

export interface Moved {
  readonly states: readonly StateOf[]
  readonly receipts: readonly MovedReceipts[]
}

/**
 * Chats of two mostly by the short way; what that leaves, by the one that knows every case.
 * @param groups conversations known as groups, which the short way isn't asked about; those that are found are added
 */
export async function moveMarks(
  pool: pg.Pool,
  movings: readonly Moving[],
  groups: Set<ConversationId>,
): Promise<readonly Moved[]> {
  const all = movings.flatMap(({ userId, moves }) => moves.map((move) => ({ userId, ...move })))
  const plain = await movePlain(pool, all, groups)
  const rest = plain.left.length > 0 ? await moveRest(pool, plain.left) : { rows: [], receipts: [] }
  for (const row of rest.rows) if (row.in_group) groups.add(row.conversation_id)
  const told = new Map<ConversationId, MovedReceipts[]>()
  for (const one of [...plain.receipts, ...rest.receipts]) {
    const known = told.get(one.conversationId)
    if (known === undefined) told.set(one.conversationId, [one])
    else known.push(one)
  }
  const byKey = new Map([...plain.rows, ...rest.rows].map((row) => [keyOf(row.user_id, row.conversation_id), row]))
  return movings.map(({ userId, moves }) => {
    const conversationIds = [...new Set(moves.map((move) => move.conversationId))]
    return {
      states: conversationIds.flatMap((id) => {
        const row = byKey.get(keyOf(userId, id))
        return row === undefined ? [] : stateOf(row)
      }),
      receipts: conversationIds.flatMap((id) => taken(told, id)),
    }
  })
}

/**
 * Two statements for all of them, each committed by itself. The second counts with a snapshot from after the first: of two
 * members who move at once, the later one to count sees both. A conversation's receipts are the first one's who named it.
 */
async function moveRest(pool: pg.Pool, all: readonly OneMove[]) {
  const column = (mark: 'delivered' | 'read' | 'seen') => all.map((move) => move[mark] ?? 0)
  const whose = [all.map(({ userId }) => userId), all.map(({ conversationId }) => conversationId)]
  const { rows } = await pool.query<Row>(MOVE([...whose, column('delivered'), column('read'), column('seen')]))
  return { rows, receipts: await settleReceipts(pool, rows.flatMap(rangesOf), repeated(all, rows)) }
}

const keyOf = (userId: UserId, conversationId: ConversationId) => `${userId} ${conversationId}`

function taken<T>(from: Map<string, readonly T[]>, key: string): readonly T[] {
  const found = from.get(key) ?? []
  from.delete(key)
  return found
}

function rangesOf(row: Row): readonly CoveredRange[] {
  const { user_id: moverId, conversation_id: conversationId, from_delivered, from_seen } = row
  const delivered = { moverId, conversationId, from: from_delivered, to: row.delivered }
  const seen = { moverId, conversationId, from: from_seen, to: row.seen }
  const isOne = from_seen === from_delivered && row.seen === row.delivered
  return (isOne ? [seen] : [delivered, seen]).filter(({ from, to }) => to > from)
}

/** Conversations whose public marks were named but are there already: the retry of a move that died before it counted. */
function repeated(moves: readonly OneMove[], rows: readonly Row[]): ConversationId[] {
  const named = new Set(
    moves
      .filter(({ delivered, seen }) => delivered !== undefined || seen !== undefined)
      .map(({ userId, conversationId }) => keyOf(userId, conversationId)),
  )
  const again = rows.filter((row) => named.has(keyOf(row.user_id, row.conversation_id)) && rangesOf(row).length === 0)
  return [...new Set(again.map((row) => row.conversation_id))]
}
