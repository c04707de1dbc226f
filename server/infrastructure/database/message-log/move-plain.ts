import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { MovedReceipts } from '@/server/application/log-ports'
import { prepared } from '../prepared'
import type { StateRow } from '../rows'
import { notHidden } from '../visible'

export interface OneMove extends MarkMoveInput {
  readonly userId: UserId
}

type Mark = 'delivered' | 'read' | 'seen'

/** A chat and those of its two who move, `one` and perhaps `two`, with how far each wants to get. */
const ASKED = `unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::int[], $8::int[], $9::int[])
  AS asked (conversation_id, one_id, one_delivered, one_read, one_seen, two_id, two_delivered, two_read, two_seen)`

/** How far the member `m` wants to get; null: it isn't they who move. */
const wanted = (mark: Mark) =>
  `CASE m.user_id WHEN one_id THEN one_${mark} WHEN two_id THEN two_${mark} END AS wants_${mark}`

/** Marks only move forward, and not beyond the last seq. What was seen was delivered. */
const moved = (mark: Mark, wants = `wants_${mark}`) =>
  `greatest(m.${mark}, least(coalesce(${wants}, 0), c.last_seq)) AS new_${mark}`

/** Of a chat of two, whose key is both ids. */
const OTHER_ID = `split_part(c.pair_key, ':', CASE m.user_id WHEN split_part(c.pair_key, ':', 1)::bigint THEN 2 ELSE 1 END)::bigint`

/** The member `m` has been in it all along and keeps nothing from the other, and no answer is waited for. */
const PLAIN = `m.active AND m.intervals = '{[1,)}' AND u.receipts_audience = 'everybody'
  AND (SELECT x.allowed FROM privacy_exceptions x
    WHERE x.owner_id = m.user_id AND x.user_id = side.other_id AND x.topic = 'receipts') IS NOT FALSE
  AND (SELECT b.user_id FROM blocks b WHERE b.user_id = m.user_id AND b.blocked_id = side.other_id) IS NULL
  AND (SELECT r.asked_id FROM chat_requests r WHERE r.conversation_id = c.id) IS NULL`

/** Of two, the other's number is what is left of the sum. */
const others = (column: string) => `sum(${column}) OVER chat - ${column}`

/** The newest message of whose row it is that the other has got to; null: the other doesn't move. */
const covered = (mark: Mark) => `CASE WHEN other_moves THEN (
    SELECT max(seq) FROM placements p WHERE p.conversation_id = paired.conversation_id AND p.sender_id = paired.user_id
      AND p.seq <= paired.other_to_${mark}) END AS covered_${mark}`

// What nearly every move is: in a chat of two who both are in it from its first seq on, keep nothing from each other and wait for
// no answer. As there is only one other, what moves says all about the receipts, and one statement takes both on. Any other chat
// is left to MOVE (move-marks.ts), which knows every case, so nothing may be answered here that it would answer otherwise.
// Its chat is a lateral, as a plan that is made while there are few chats would else read all of them, even with many, for long.
//
// `sides` are both members of each chat, locked in the order in which all lock them; `paired` says of each what the other does;
// `reached` are those whose chat is plain for both, with how far their messages got. Each row then takes two things: its own
// marks, as who moves (`new_…`), and its receipts, as who sent what the other moved over (`covered_…`). The move that is
// kept is therefore the other's: `other_from_…` to `other_to_…`.
const MOVE_PLAIN = prepared(
  'move-plain',
  `WITH sides AS MATERIALIZED (
    SELECT m.conversation_id, m.user_id, side.other_id, m.delivered, m.read, m.seen, m.receipt_delivered, m.receipt_seen,
      m.state_version, m.own_version, m.marked_unread, m.muted_until, m.mentions_only, m.pinned_at, m.archived, m.draft,
      m.cleared_to, m.away, c.last_seq, c.receipts_shown, wants_read IS NOT NULL AS moves,
      ${moved('delivered', 'greatest(wants_delivered, wants_seen)')}, ${moved('read')}, ${moved('seen')}, ${PLAIN} AS plain
    FROM ${ASKED}
    CROSS JOIN LATERAL (
      SELECT id, pair_key, last_seq, receipts_shown FROM conversations WHERE id = asked.conversation_id AND pair_key IS NOT NULL OFFSET 0
    ) c
    JOIN members m ON m.conversation_id = c.id
    JOIN users u ON u.id = m.user_id
    CROSS JOIN LATERAL (
      SELECT ${OTHER_ID} AS other_id, ${wanted('delivered')}, ${wanted('read')}, ${wanted('seen')}
    ) side
    ORDER BY m.conversation_id, m.user_id
    FOR NO KEY UPDATE OF m
  ), paired AS (
    SELECT *, bool_and(plain) OVER chat AND count(*) OVER chat = 2 AS plain_for_both, ${others('moves::int')} > 0 AS other_moves,
      ${others('delivered')} AS other_from_delivered, ${others('new_delivered')} AS other_to_delivered,
      ${others('seen')} AS other_from_seen, ${others('new_seen')} AS other_to_seen
    FROM sides WINDOW chat AS (PARTITION BY conversation_id)
  ), reached AS MATERIALIZED (
    SELECT *, ${covered('delivered')}, ${covered('seen')} FROM paired WHERE plain_for_both
  ), stored AS (
    UPDATE members m SET delivered = r.new_delivered, read = r.new_read, seen = r.new_seen,
      state_version = m.state_version + (r.new_read > r.read)::int,
      marked_unread = m.marked_unread AND r.new_read = r.read,
      receipt_delivered = greatest(m.receipt_delivered, r.covered_delivered),
      receipt_seen = greatest(m.receipt_seen, r.covered_seen)
    FROM reached r
    WHERE m.conversation_id = r.conversation_id AND m.user_id = r.user_id AND (r.new_delivered > r.delivered
      OR r.new_read > r.read OR r.new_seen > r.seen
      OR r.covered_delivered > r.receipt_delivered OR r.covered_seen > r.receipt_seen)
  ), kept AS (
    INSERT INTO mark_moves (conversation_id, user_id, kind, from_seq, to_seq, at)
    SELECT r.conversation_id, r.other_id, k.kind, k.from_seq, k.to_seq, date_trunc('milliseconds', clock_timestamp())
    FROM reached r CROSS JOIN LATERAL (
      VALUES ('delivered'::mark_kind, r.other_from_delivered, r.other_to_delivered, r.covered_delivered),
        ('seen', r.other_from_seen, r.other_to_seen, r.covered_seen)
    ) AS k (kind, from_seq, to_seq, covered) WHERE k.covered > k.from_seq
  )
  SELECT user_id, conversation_id, new_delivered AS delivered, new_read AS read, state_version + (new_read > read)::int AS state_version,
    own_version, marked_unread AND new_read = read AS marked_unread, muted_until, mentions_only, pinned_at, archived,
    false AS request, draft, cleared_to, away, last_seq AS visible_end, counted.*, moves,
    other_moves AND (covered_delivered > other_from_delivered OR covered_seen > other_from_seen
      OR covered_delivered > receipt_delivered OR covered_seen > receipt_seen) AS told,
    greatest(receipt_delivered, covered_delivered) AS receipt_delivered,
    CASE WHEN receipts_shown THEN greatest(receipt_seen, covered_seen) ELSE 0 END AS receipt_seen
  FROM reached CROSS JOIN LATERAL (
    SELECT count(*)::int AS unread, count(*) FILTER (WHERE p.deleted_by IS NULL AND reached.user_id = ANY(p.mentions))::int AS unread_mentions
    FROM placements p
    WHERE reached.moves AND reached.new_read < reached.last_seq
      AND p.conversation_id = reached.conversation_id AND p.seq > greatest(reached.new_read, reached.cleared_to)
      AND p.sender_id <> reached.user_id AND ${notHidden('reached.user_id', 'p.conversation_id', 'p.seq')}
  ) counted ORDER BY conversation_id, user_id`,
)

interface Row extends StateRow {
  readonly user_id: UserId
  readonly moves: boolean
  /** The other moved over something of theirs, or their receipts moved. */
  readonly told: boolean | null
  readonly receipt_delivered: Seq
  readonly receipt_seen: Seq
}

export interface PlainlyMoved {
  /** Of who moved. */
  readonly rows: readonly (StateRow & { readonly user_id: UserId })[]
  readonly receipts: readonly MovedReceipts[]
  /** What it was not for, untouched. */
  readonly left: readonly OneMove[]
}

/** One statement and one commit, for moves in chats of two that need no more than that. */
export async function movePlain(
  pool: pg.Pool,
  moves: readonly OneMove[],
  groups: ReadonlySet<ConversationId>,
): Promise<PlainlyMoved> {
  const pairs = pairsOf(moves).filter(({ conversationId }) => !groups.has(conversationId))
  if (pairs.length === 0) return { rows: [], receipts: [], left: moves }
  const side = (at: 0 | 1) => [
    pairs.map(({ movers }) => movers[at]?.userId ?? null),
    ...(['delivered', 'read', 'seen'] as const).map((mark) =>
      pairs.map(({ movers }) => movers[at] && (movers[at][mark] ?? 0)),
    ),
  ]
  const { rows } = await pool.query<Row>(
    MOVE_PLAIN([pairs.map(({ conversationId }) => conversationId), ...side(0), ...side(1)]),
  )
  const done = new Set(rows.map((row) => row.conversation_id))
  return {
    rows: rows.filter(({ moves }) => moves),
    receipts: rows.filter(({ told }) => told).map(receiptsOf),
    left: moves.filter(({ conversationId }) => !done.has(conversationId)),
  }
}

const receiptsOf = (row: Row): MovedReceipts => ({
  userId: row.user_id,
  conversationId: row.conversation_id,
  receipts: { delivered: row.receipt_delivered, seen: row.receipt_seen },
})

interface Pair {
  readonly conversationId: ConversationId
  readonly movers: readonly OneMove[]
}

/** The conversations in which no more than two move, each once. */
function pairsOf(moves: readonly OneMove[]): readonly Pair[] {
  const byConversation = new Map<ConversationId, OneMove[]>()
  for (const move of moves) {
    const movers = byConversation.get(move.conversationId)
    if (movers === undefined) byConversation.set(move.conversationId, [move])
    else movers.push(move)
  }
  return [...byConversation].flatMap(([conversationId, movers]) => {
    const [one, two] = movers
    const isPair = movers.length < 3 && one?.userId !== two?.userId
    return isPair ? { conversationId, movers } : []
  })
}
