import type pg from 'pg'
import type { ConversationId, MessageId, Seq } from '@/contracts/ids'
import { prepared } from '../prepared'
import { VISIBLE } from '../visible'
import { BATCH, UNPLACED, unplacedBy } from './unplaced'

// `floor`: what nobody sees up to there. What only changed something below it may stay where somebody's visible part
// begins: it is a row without content, and who follows the log skips it.
const NEXT = prepared(
  'erase-next',
  `SELECT c.erased_to AS "from", least(floor.seq, c.erased_to + ${BATCH}) AS "to", floor.seq AS floor
  FROM conversations c CROSS JOIN LATERAL (
    SELECT coalesce(min(lower(${VISIBLE})) - 1, c.last_seq) AS seq FROM members m WHERE m.conversation_id = c.id
  ) floor WHERE c.id = $1`,
)
const UNPLACE = prepared(
  'erase-placements',
  `WITH gone AS (
    DELETE FROM placements WHERE conversation_id = $1 AND seq > $2 AND seq <= $3 RETURNING message_id
  ), logged AS (
    DELETE FROM log WHERE conversation_id = $1 AND seq > $2 AND seq <= $3
  ), moved AS (
    DELETE FROM mark_moves WHERE conversation_id = $1 AND to_seq <= $3
  ), advanced AS (
    UPDATE conversations SET erased_to = $3 WHERE id = $1
  ), ${UNPLACED}`,
)

/** The next of what no member can see any more, under the conversation's lock. */
export async function eraseUnseen(
  client: pg.PoolClient,
  conversationId: ConversationId,
): Promise<{ readonly more: boolean; readonly unplaced: readonly MessageId[] }> {
  const { rows } = await client.query<{ from: Seq; to: Seq; floor: Seq }>(NEXT([conversationId]))
  const [next] = rows
  if (next === undefined || next.to <= next.from) return { more: false, unplaced: [] }
  const unplaced = await unplacedBy(client, UNPLACE([conversationId, next.from, next.to]))
  return { more: next.to < next.floor, unplaced }
}
