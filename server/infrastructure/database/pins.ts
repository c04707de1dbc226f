import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { UNSHOWN } from './event-columns'
import { prepared } from './prepared'

/**
 * The messages pinned in `conversation` as who isn't shown the seqs `unshown` knows it, as a subquery of `seq` and
 * `pinned_seq`, that of the event that pinned it: the last that is shown says whether. What was deleted isn't pinned.
 */
export const pinsIn = (conversation: string, unshown: string): string => `(
    SELECT x.target_seq AS seq, x.seq AS pinned_seq FROM (
      SELECT DISTINCT ON (target_seq) target_seq, seq, set_to FROM log
      WHERE conversation_id = ${conversation} AND kind = 'message:pinned' AND NOT seq <@ ${unshown}
      ORDER BY target_seq, seq DESC
    ) x
    WHERE x.set_to = 1 AND EXISTS (
      SELECT FROM placements p WHERE p.conversation_id = ${conversation} AND p.seq = x.target_seq
        AND p.deleted_by IS NULL)
  )`

const COUNT = prepared(
  'count-pins',
  `SELECT (SELECT count(*)::int FROM ${pinsIn('c.id', UNSHOWN)} pin) AS pins
  FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE c.id = $1 AND m.user_id = $2`,
)

/** How many messages are pinned, as this member knows it; under the conversation's lock it stays so. */
export async function countPins(
  client: pg.PoolClient,
  conversationId: ConversationId,
  userId: UserId,
): Promise<number> {
  const { rows } = await client.query<{ pins: number }>(COUNT([conversationId, userId]))
  return rows[0]?.pins ?? 0
}
