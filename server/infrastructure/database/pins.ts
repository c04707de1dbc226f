import type pg from 'pg'
import type { ConversationId } from '@/contracts/ids'
import { prepared } from './prepared'

/**
 * The messages pinned in `conversation` as of the seq `asOf`, as a subquery of `seq` and `pinned_seq`, that of the event
 * that pinned it. Pins and their ends take turns, so an odd number of them is a pin. What was deleted isn't pinned.
 */
export const pinsIn = (conversation: string, asOf: string): string => `(
    SELECT x.target_seq AS seq, max(x.seq) AS pinned_seq FROM log x
    WHERE x.conversation_id = ${conversation} AND x.kind = 'message:pinned' AND x.seq <= ${asOf} AND EXISTS (
      SELECT FROM placements p WHERE p.conversation_id = ${conversation} AND p.seq = x.target_seq
        AND p.deleted_by IS NULL)
    GROUP BY x.target_seq HAVING count(*) % 2 = 1
  )`

const COUNT = prepared('count-pins', `SELECT count(*)::int AS pins FROM ${pinsIn('$1', '2147483647')} pin`)

/** How many messages are pinned; under the conversation's lock it stays so. */
export async function countPins(client: pg.PoolClient, conversationId: ConversationId): Promise<number> {
  const { rows } = await client.query<{ pins: number }>(COUNT([conversationId]))
  return rows[0]?.pins ?? 0
}
