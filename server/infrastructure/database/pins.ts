import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import { ALL_SHOWN } from './event-columns'
import { prepared } from './prepared'

/**
 * The messages pinned in `conversation` as who isn't shown the seqs `unshown` knows it, as a subquery of `seq` and
 * `pinned_seq`, that of the event that pinned it. Pins and their ends take turns, so an odd number of them, up to the last
 * that is shown, is a pin. What was deleted isn't pinned.
 */
export const pinsIn = (conversation: string, unshown: string): string => `(
    SELECT x.target_seq AS seq, max(x.seq) AS pinned_seq FROM (
      SELECT target_seq, seq, max(seq) FILTER (WHERE NOT seq <@ ${unshown}) OVER (PARTITION BY target_seq) AS last
      FROM log WHERE conversation_id = ${conversation} AND kind = 'message:pinned'
    ) x
    WHERE x.seq <= x.last AND EXISTS (
      SELECT FROM placements p WHERE p.conversation_id = ${conversation} AND p.seq = x.target_seq
        AND p.deleted_by IS NULL)
    GROUP BY x.target_seq HAVING count(*) % 2 = 1
  )`

const COUNT = prepared('count-pins', `SELECT count(*)::int AS pins FROM ${pinsIn('$1', ALL_SHOWN)} pin`)

/** How many messages are pinned; under the conversation's lock it stays so. */
export async function countPins(client: pg.PoolClient, conversationId: ConversationId): Promise<number> {
  const { rows } = await client.query<{ pins: number }>(COUNT([conversationId]))
  return rows[0]?.pins ?? 0
}
