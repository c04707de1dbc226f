import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { UNSHOWN } from './event-columns'
import { prepared } from './prepared'

/** Selects something if a message was ever pinned in `conversation`. */
export const anyPinIn = (conversation: string): string =>
  `SELECT FROM log WHERE conversation_id = ${conversation} AND kind = 'message:pinned'`

const COUNT = prepared(
  'count-pins',
  `SELECT coalesce(cardinality(pins_shown(NULL, c.id, '{[1,)}', ${UNSHOWN})), 0) AS pins
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
