import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { PrivateStateInput } from '@/contracts/inputs'
import type { StateOf } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { waits } from '../requests/asked'
import { type StateRow, stateOf } from '../rows'
import { refuseInvalidData } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { unreadIn, VISIBLE_END } from '../visible'

const SET = prepared(
  'set-private-state',
  `WITH m AS (
    UPDATE members SET state_version = state_version + 1,
      marked_unread = coalesce($3::bool, marked_unread),
      muted_until = CASE WHEN $4::bool THEN $5::timestamptz ELSE muted_until END,
      pinned_at = CASE WHEN $6::bool IS NULL THEN pinned_at WHEN $6::bool THEN coalesce(pinned_at, clock_timestamp()) END,
      archived = coalesce($7::bool, archived),
      mentions_only = coalesce($9::bool, mentions_only),
      draft = CASE WHEN active AND NOT away AND NOT EXISTS (SELECT FROM conversations WHERE id = $2 AND ended_at IS NOT NULL) AND (($8::jsonb ->> 'at') COLLATE "C" > draft ->> 'at' OR draft IS NULL)
        THEN coalesce($8::jsonb, draft) ELSE draft END
    WHERE user_id = $1 AND conversation_id = $2
    RETURNING *
  )
  SELECT m.conversation_id, m.delivered, m.read, m.state_version, m.own_version, m.marked_unread, m.muted_until, m.mentions_only,
    m.pinned_at, m.archived, ${waits('m')} AS request, m.draft, m.cleared_to, m.away, ${VISIBLE_END} AS visible_end, counted.*
  FROM m JOIN conversations c ON c.id = m.conversation_id CROSS JOIN ${unreadIn('m')}`,
)

/** @throws KithError `not_found` */
export async function setPrivateState(pool: pg.Pool, userId: UserId, input: PrivateStateInput): Promise<StateOf> {
  const set = (on: pg.Pool | pg.PoolClient) => storePrivateState(on, userId, input)
  // Whether the conversation still takes words in is known under its lock alone.
  const state = input.draft ? withConversationsLocked(pool, [input.conversationId], set) : set(pool)
  return await state.catch(refuseInvalidData)
}

/** Where nothing is written, or under the conversation's lock. @throws KithError `not_found` */
export async function storePrivateState(
  on: pg.Pool | pg.PoolClient,
  userId: UserId,
  { conversationId, markedUnread, mutedUntil, mentionsOnly, pinned, archived, draft }: PrivateStateInput,
): Promise<StateOf> {
  const values = [
    userId,
    conversationId,
    markedUnread ?? null,
    mutedUntil !== undefined,
    mutedUntil ?? null,
    pinned ?? null,
    archived ?? null,
    draft === undefined ? null : JSON.stringify(draft),
    mentionsOnly ?? null,
  ]
  const { rows } = await on.query<StateRow>(SET(values))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return stateOf(row)
}
