import { mentioned } from './mentioned'

// The rule of who sees what (domain/visibility.ts), over `m` (members) and `c` (conversations).

/** The last seq that the member gets to. */
export const VISIBLE_END = 'CASE WHEN m.active THEN c.last_seq ELSE coalesce(upper(m.intervals) - 1, 0) END'

/** All seqs that the member may see, as a bounded multirange. */
export const VISIBLE = `m.intervals * int4multirange(int4range(m.cleared_to + 1, greatest(c.last_seq, m.cleared_to) + 1))`

/** The line at `seq` isn't one that the member deleted for themselves. */
export function notHidden(user: string, conversation: string, seq: string): string {
  return `NOT EXISTS (SELECT FROM own_marks o WHERE o.user_id = ${user} AND o.conversation_id = ${conversation}
    AND o.seq = ${seq} AND o.hidden)`
}

/**
 * The others' messages that the member has not read, and those of them that mention the member while in it, over their
 * marks as they are in `marks`: a lateral subquery with the columns `unread` and `unread_mentions`.
 */
export function unreadIn(marks: string): string {
  return `LATERAL (SELECT count(*)::int AS unread, count(*) FILTER (WHERE ${marks}.active AND p.deleted_by IS NULL
        AND (p.mentions <> '{}' OR p.mentions_before IS NOT NULL) AND ${mentioned(marks, 'p')})::int AS unread_mentions
    FROM placements p
    WHERE p.conversation_id = ${marks}.conversation_id AND p.seq > greatest(${marks}.read, ${marks}.cleared_to)
      AND p.seq <@ ${marks}.intervals AND p.sender_id <> ${marks}.user_id
      AND ${notHidden(`${marks}.user_id`, 'p.conversation_id', 'p.seq')}) AS counted`
}

/** The oldest, or newest, line of the history in `visible`, as a scalar subquery. Changes of messages are no lines. */
export function lineIn(visible: string, user: string, conversation: string, end: 'oldest' | 'newest'): string {
  const order = end === 'oldest' ? 'ASC' : 'DESC'
  return `(SELECT line.seq FROM unnest(${visible}) AS stay CROSS JOIN LATERAL (
      SELECT l.seq FROM log l
      WHERE l.conversation_id = ${conversation} AND l.target_seq IS NULL AND l.seq >= lower(stay) AND l.seq < upper(stay)
        AND ${notHidden(user, conversation, 'l.seq')}
      ORDER BY l.target_seq ${order}, l.seq ${order} LIMIT 1
    ) line ORDER BY line.seq ${order} LIMIT 1)`
}

/** What came last of all, in `log l`, is a line that the member `m` of `c` sees. */
const LAST_IS_LINE = `l.conversation_id = m.conversation_id AND l.seq = c.last_seq AND l.target_seq IS NULL
  AND l.seq > m.cleared_to AND l.seq <@ m.intervals AND ${notHidden('m.user_id', 'm.conversation_id', 'l.seq')}`

/** The newest line that the member `m` of `c` sees: mostly what came last of all, so that is looked at first. */
export const NEWEST_LINE = `coalesce((SELECT l.seq FROM log l WHERE ${LAST_IS_LINE}),
  ${lineIn(VISIBLE, 'm.user_id', 'm.conversation_id', 'newest')})`

/** Its kind and time: a lateral subquery named `line`. */
export const NEWEST_LINE_AT = `LATERAL (SELECT l.kind, l.at FROM log l WHERE ${LAST_IS_LINE}
  UNION ALL SELECT l.kind, l.at FROM log l WHERE l.conversation_id = m.conversation_id
    AND l.seq = ${lineIn(VISIBLE, 'm.user_id', 'm.conversation_id', 'newest')}
  LIMIT 1) line`

/** A row `o` of own_marks, as it is told. */
export const OWN_MARK = `jsonb_build_object('seq', o.seq, 'starred', o.starred_at IS NOT NULL, 'hidden', o.hidden,
  'version', o.version)`
