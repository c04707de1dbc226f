import type pg from 'pg'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { VISIBLE } from '../visible'

// The log's times never fall: the first row of a time is found by halving. Then the first line from there on that may be
// seen, else the last one before.
const FIRST_AT = prepared(
  'first-at',
  `WITH RECURSIVE me AS MATERIALIZED (
    SELECT ${VISIBLE} AS visible, c.last_seq FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND m.conversation_id = $2
  ), halved (low, high) AS (
    SELECT 1, last_seq + 1 FROM me
    UNION ALL
    SELECT CASE WHEN later THEN low ELSE middle + 1 END, CASE WHEN later THEN middle ELSE high END
    FROM (
      SELECT low, high, middle, coalesce((
        SELECT l.at >= $3 FROM log l WHERE l.conversation_id = $2 AND l.seq >= middle ORDER BY l.seq LIMIT 1
      ), true) AS later
      FROM (SELECT low, high, (low + high) / 2 AS middle FROM halved WHERE low < high) half
    ) step
  ), start AS (SELECT max(low) AS seq FROM halved WHERE low >= high)
  SELECT coalesce(
    (SELECT min(line.seq) FROM me, unnest(me.visible) stay, start, LATERAL (
      SELECT l.seq FROM log l WHERE l.conversation_id = $2 AND l.target_seq IS NULL
        AND l.seq >= greatest(lower(stay), start.seq) AND l.seq < upper(stay) ORDER BY l.target_seq, l.seq LIMIT 1
    ) line),
    (SELECT max(line.seq) FROM me, unnest(me.visible) stay, start, LATERAL (
      SELECT l.seq FROM log l WHERE l.conversation_id = $2 AND l.target_seq IS NULL
        AND l.seq >= lower(stay) AND l.seq < least(upper(stay), start.seq) ORDER BY l.target_seq DESC, l.seq DESC LIMIT 1
    ) line)
  ) AS seq FROM me`,
)

/** The first visible line at that instant or later, else the last one; null: none. @throws KithError `not_found` */
export async function firstAt(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  at: Instant,
): Promise<Seq | null> {
  const { rows } = await pool.query<{ seq: Seq | null }>(FIRST_AT([userId, conversationId, at]))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return row.seq
}
