import type pg from 'pg'
import type { Seq, UserId } from '@/contracts/ids'
import type { GalleryInput } from '@/contracts/search'
import { notFound } from '@/server/domain/errors'
import { CONTENT_BITS } from '@/server/domain/search/content-kind'
import { UNSHOWN } from '../event-columns'
import { prepared } from '../prepared'
import { notHidden, VISIBLE } from '../visible'

// What is shown in an earlier wording, as later ones aren't shown (event-columns.ts), with how many: found by what
// happened unseen, which is nothing for nearly everybody.
const REWORDED = `
    SELECT target_seq AS seq, count(*) FILTER (WHERE edit > last) AS later FROM (
      SELECT l.target_seq, l.seq AS edit, coalesce(max(l.seq) FILTER (WHERE NOT l.seq <@ me.unshown)
        OVER (PARTITION BY l.target_seq), 0) AS last
      FROM me JOIN log l ON l.conversation_id = $2 AND l.kind = 'message:edited' AND l.target_seq IN (
        SELECT x.target_seq FROM unnest(me.unshown) AS gap
        JOIN log x ON x.conversation_id = $2 AND x.seq >= lower(gap) AND x.seq < upper(gap)
        WHERE x.kind = 'message:edited')
    ) edits GROUP BY target_seq HAVING count(*) FILTER (WHERE edit > last) > 0`

const OPEN = `p.deleted_by IS NULL AND p.seq < $4 AND p.seq <@ me.visible AND ${notHidden('$1', '$2', 'p.seq')}`

const GALLERY = prepared(
  'gallery',
  `WITH me AS MATERIALIZED (
    SELECT ${VISIBLE} AS visible, (${UNSHOWN}) * int4multirange(int4range(1, c.last_seq + 1)) AS unshown
    FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND m.conversation_id = $2
  ), reworded AS MATERIALIZED (${REWORDED})
  SELECT coalesce((
    SELECT array_agg(p.seq) FROM (
      SELECT * FROM (
        SELECT p.seq FROM placements p
        WHERE p.conversation_id = $2 AND p.content > 0 AND p.content & $3 <> 0 AND ${OPEN}
          AND NOT EXISTS (SELECT FROM reworded r WHERE r.seq = p.seq)
        ORDER BY p.seq DESC LIMIT $5
      ) present
      UNION ALL
      SELECT p.seq FROM reworded r JOIN placements p ON p.conversation_id = $2 AND p.seq = r.seq
      JOIN messages t ON t.id = p.message_id
      JOIN message_versions w ON w.message_id = t.id AND w.version = t.version - r.later
      WHERE ((p.content & ~${CONTENT_BITS.link}) | w.content) & $3 <> 0 AND ${OPEN}
      ORDER BY seq DESC LIMIT $5
    ) p
  ), '{}') AS seqs FROM me`,
)

const NEWEST: Seq = 2_147_483_647

/** Where messages with such content stand, newest first. @throws KithError `not_found` */
export async function gallery(
  pool: pg.Pool,
  userId: UserId,
  { conversationId, kind, cursor, limit }: GalleryInput,
): Promise<readonly Seq[]> {
  const values = [userId, conversationId, CONTENT_BITS[kind], cursor ?? NEWEST, limit]
  const { rows } = await pool.query<{ seqs: Seq[] }>(GALLERY(values))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return row.seqs.sort((one, other) => other - one)
}
