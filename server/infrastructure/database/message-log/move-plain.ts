import type pg from 'pg'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { MovedReceipts } from '@/server/application/ports'
import { prepared } from '../prepared'
import type { StateRow } from '../rows'
import { notHidden } from '../visible'

export interface OneMove extends MarkMoveInput {
  readonly userId: UserId
}

// What nearly every move is: in a chat of two, who both are in it from its first seq on, keep nothing from each other and
// wait for no answer. As there is only one other, what moves says all about the receipts: with both rows locked, in the
// order in which all lock them, one statement takes both on. Any other chat is left to MOVE, which knows every case, so nothing
// may be answered here that it would answer otherwise. Of two, the other's number is what is left of the sum.
const MOVE_PLAIN = prepared(
  'move-plain',
  `WITH locked AS MATERIALIZED (
    SELECT m.conversation_id, m.user_id, pair.other_id, m.delivered, m.read, m.seen, m.receipt_delivered, m.receipt_seen,
      m.state_version, m.own_version, m.marked_unread, m.muted_until, m.mentions_only, m.pinned_at, m.archived, m.draft,
      m.cleared_to, m.away, c.last_seq, c.receipts_shown, to_read IS NOT NULL AS moving,
      greatest(m.delivered, least(coalesce(greatest(to_delivered, to_seen), 0), c.last_seq)) AS new_delivered,
      greatest(m.read, least(coalesce(to_read, 0), c.last_seq)) AS new_read, greatest(m.seen, least(coalesce(to_seen, 0), c.last_seq)) AS new_seen,
      m.active AND m.intervals = '{[1,)}' AND u.receipts_audience = 'everybody'
        AND (SELECT x.allowed FROM privacy_exceptions x
          WHERE x.owner_id = m.user_id AND x.user_id = pair.other_id AND x.topic = 'receipts') IS NOT FALSE
        AND (SELECT b.user_id FROM blocks b WHERE b.user_id = m.user_id AND b.blocked_id = pair.other_id) IS NULL
        AND (SELECT r.asked_id FROM chat_requests r WHERE r.conversation_id = c.id) IS NULL AS plain
    FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::int[], $8::int[], $9::int[])
      AS i (conversation_id, one_id, one_delivered, one_read, one_seen, two_id, two_delivered, two_read, two_seen)
    JOIN conversations c ON c.id = i.conversation_id AND c.pair_key IS NOT NULL
    JOIN members m ON m.conversation_id = c.id
    JOIN users u ON u.id = m.user_id
    CROSS JOIN LATERAL (
      SELECT CASE m.user_id WHEN one_id THEN one_delivered WHEN two_id THEN two_delivered END AS to_delivered,
        CASE m.user_id WHEN one_id THEN one_read WHEN two_id THEN two_read END AS to_read,
        CASE m.user_id WHEN one_id THEN one_seen WHEN two_id THEN two_seen END AS to_seen,
        split_part(c.pair_key, ':', CASE m.user_id WHEN split_part(c.pair_key, ':', 1)::bigint THEN 2 ELSE 1 END)::bigint AS other_id
    ) pair
    ORDER BY m.conversation_id, m.user_id
    FOR NO KEY UPDATE OF m
  ), paired AS (
    SELECT *, bool_and(plain) OVER chat AND count(*) OVER chat = 2 AS taken, bool_or(moving) OVER chat AND (
        NOT moving OR count(*) FILTER (WHERE moving) OVER chat = 2) AS answered,
      sum(delivered) OVER chat - delivered AS from_delivered, sum(seen) OVER chat - seen AS from_seen,
      sum(new_delivered) OVER chat - new_delivered AS to_delivered, sum(new_seen) OVER chat - new_seen AS to_seen
    FROM locked WINDOW chat AS (PARTITION BY conversation_id)
  ), reached AS MATERIALIZED (
    SELECT *, CASE WHEN answered THEN (
        SELECT max(seq) FROM placements p WHERE p.conversation_id = d.conversation_id AND p.sender_id = d.user_id
          AND p.seq <= d.to_seen) END AS got_seen
    FROM (SELECT *, CASE WHEN answered THEN (
        SELECT max(seq) FROM placements p WHERE p.conversation_id = paired.conversation_id AND p.sender_id = paired.user_id
          AND p.seq <= paired.to_delivered) END AS got_delivered
      FROM paired WHERE taken OFFSET 0) d
  ), moved AS (
    UPDATE members m SET delivered = r.new_delivered, read = r.new_read, seen = r.new_seen,
      state_version = m.state_version + (r.new_read > r.read)::int,
      marked_unread = m.marked_unread AND r.new_read = r.read,
      receipt_delivered = greatest(m.receipt_delivered, r.got_delivered),
      receipt_seen = greatest(m.receipt_seen, r.got_seen)
    FROM reached r
    WHERE m.conversation_id = r.conversation_id AND m.user_id = r.user_id AND (r.new_delivered > r.delivered
      OR r.new_read > r.read OR r.new_seen > r.seen OR r.got_delivered > r.receipt_delivered OR r.got_seen > r.receipt_seen)
  ), kept AS (
    INSERT INTO mark_moves (conversation_id, user_id, kind, from_seq, to_seq, at)
    SELECT r.conversation_id, r.other_id, k.kind, k.from_seq, k.to_seq, date_trunc('milliseconds', clock_timestamp())
    FROM reached r CROSS JOIN LATERAL (
      VALUES ('delivered'::mark_kind, r.from_delivered, r.to_delivered, r.got_delivered), ('seen', r.from_seen, r.to_seen, r.got_seen)
    ) AS k (kind, from_seq, to_seq, got) WHERE k.got > k.from_seq
  )
  SELECT user_id, conversation_id, new_delivered AS delivered, new_read AS read, state_version + (new_read > read)::int AS state_version,
    own_version, marked_unread AND new_read = read AS marked_unread, muted_until, mentions_only, pinned_at, archived,
    false AS request, draft, cleared_to, away, last_seq AS visible_end, counted.*, moving,
    answered AND (got_delivered > from_delivered OR got_seen > from_seen OR got_delivered > receipt_delivered OR got_seen > receipt_seen) AS told,
    greatest(receipt_delivered, got_delivered) AS receipt_delivered,
    CASE WHEN receipts_shown THEN greatest(receipt_seen, got_seen) ELSE 0 END AS receipt_seen
  FROM reached CROSS JOIN LATERAL (
    SELECT count(*)::int AS unread, count(*) FILTER (WHERE p.deleted_by IS NULL AND reached.user_id = ANY(p.mentions))::int AS unread_mentions
    FROM placements p
    WHERE reached.moving AND reached.new_read < reached.last_seq
      AND p.conversation_id = reached.conversation_id AND p.seq > greatest(reached.new_read, reached.cleared_to)
      AND p.sender_id <> reached.user_id AND ${notHidden('reached.user_id', 'p.conversation_id', 'p.seq')}
  ) counted ORDER BY conversation_id, user_id`,
)

interface Row extends StateRow {
  readonly user_id: UserId
  readonly moving: boolean
  /** The other covered something of theirs, or their receipts moved. */
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
    rows: rows.filter(({ moving }) => moving),
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
