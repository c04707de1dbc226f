import type pg from 'pg'
import type { Seq, UserId } from '@/contracts/ids'
import type { GalleryInput } from '@/contracts/search'
import { notFound } from '@/server/domain/errors'
import { CONTENT_BITS } from '@/server/domain/search/content-kind'
import { prepared } from '../prepared'
import { VISIBLE } from '../visible'

const GALLERY = prepared(
  'gallery',
  `WITH me AS MATERIALIZED (
    SELECT ${VISIBLE} AS visible FROM members m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.user_id = $1 AND m.conversation_id = $2
  )
  SELECT coalesce((
    SELECT array_agg(p.seq) FROM (
      SELECT p.seq FROM placements p
      WHERE p.conversation_id = $2 AND p.content > 0 AND p.content & $3 <> 0 AND p.deleted_by IS NULL AND p.seq < $4
        AND p.seq <@ me.visible
        AND NOT EXISTS (
          SELECT FROM own_marks o WHERE o.user_id = $1 AND o.conversation_id = $2 AND o.seq = p.seq AND o.hidden
        )
      ORDER BY p.seq DESC LIMIT $5
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
