import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { StateOf } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { blocking } from '@/server/domain/refuse-send'
import { storePrivateState } from '../conversations/private-state'
import { prepared } from '../prepared'
import { withConversationsLocked } from '../transaction'

const HERE = prepared(
  'request-here',
  `SELECT (SELECT u.full_name FROM members o JOIN blocks b ON b.user_id = m.user_id AND b.blocked_id = o.user_id
    JOIN users u ON u.id = o.user_id WHERE o.conversation_id = m.conversation_id AND c.kind = 'direct') AS blocking,
    EXISTS (SELECT FROM chat_requests r WHERE r.conversation_id = c.id AND r.asked_id = m.user_id AND r.refused_at IS NULL)
      AS waits
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  WHERE m.conversation_id = $1 AND m.user_id = $2 AND NOT m.away`,
)
const ACCEPT = prepared('accept-request', 'DELETE FROM chat_requests WHERE conversation_id = $1 AND asked_id = $2')
// What came before was looked at, or is: it is no news any more.
const TOLD = prepared(
  'accepted-told',
  `UPDATE members m SET pushed = greatest(m.pushed, c.last_seq) FROM conversations c
  WHERE c.id = m.conversation_id AND m.conversation_id = $1 AND m.user_id = $2`,
)

/** Under the chat's lock: what is said in it, and whom one of the two blocks, is before or after. */
export function accept(pool: pg.Pool, userId: UserId, conversationId: ConversationId): Promise<StateOf> {
  return withConversationsLocked(pool, [conversationId], async (client) => {
    const { rows } = await client.query<{ blocking: string | null; waits: boolean }>(HERE([conversationId, userId]))
    const [here] = rows
    if (here === undefined) throw notFound('conversation')
    if (here.waits && here.blocking !== null) throw blocking(here.blocking)
    if (here.waits) await client.query(ACCEPT([conversationId, userId]))
    const [state] = await acceptedStates(client, userId, [conversationId])
    return state ?? notThere()
  })
}

function notThere(): never {
  throw notFound('conversation')
}

/** What the chats are to who has accepted them just now, for their other devices. */
export async function acceptedStates(
  client: pg.PoolClient,
  userId: UserId,
  conversationIds: readonly ConversationId[],
): Promise<readonly StateOf[]> {
  const states: StateOf[] = []
  for (const conversationId of conversationIds) {
    await client.query(TOLD([conversationId, userId]))
    states.push(await storePrivateState(client, userId, { conversationId }))
  }
  return states
}
