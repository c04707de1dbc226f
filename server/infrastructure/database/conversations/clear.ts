import type pg from 'pg'
import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Cleared } from '@/server/application/log-ports'
import { clearChat, erasesAll } from '@/server/domain/clear-chat'
import { notFound } from '@/server/domain/errors'
import { prepared } from '../prepared'
import { settleReceipts } from '../receipts'
import { asked } from '../requests/asked'
import { type StateRow, stateOf } from '../rows'
import { retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { VISIBLE_END } from '../visible'
import { loadGroup } from './load'
import { storeDecision } from './store-decision'

// Deleting what waits for one's yes refuses it: the other is told nothing, also not that it came. What a stay showed when it ended names the group and who was in it: that goes as well.
const CLEAR = prepared(
  'clear-chat',
  `WITH refused AS (
    UPDATE chat_requests SET refused_at = coalesce(refused_at, clock_timestamp())
    WHERE conversation_id = $1 AND asked_id = $2
  ), own AS (
    DELETE FROM own_marks WHERE conversation_id = $1 AND user_id = $2
  ), m AS (
    UPDATE members m SET away = true, cleared_to = ${VISIBLE_END}, delivered = CASE WHEN ${asked('m')} THEN m.delivered ELSE greatest(m.delivered, ${VISIBLE_END}) END,
      read = greatest(m.read, ${VISIBLE_END}), state_version = m.state_version + 1, marked_unread = false,
      pinned_at = NULL, archived = false, draft = NULL,
      ended = CASE WHEN m.ended IS NOT NULL THEN jsonb_build_object('shared', jsonb_build_object('name', NULL,
        'pictureId', NULL, 'pastOpen', false, 'receiptsShown', true, 'closed', false, 'disappearAfterMs', NULL, 'endsAt', NULL, 'report', NULL,
        'changedSeq', m.changed_seq), 'members', '[]'::jsonb) END
    FROM conversations c WHERE c.id = m.conversation_id AND m.conversation_id = $1 AND m.user_id = $2
    RETURNING m.*, ${VISIBLE_END} AS visible_end
  )
  SELECT m.*, false AS request, 0 AS unread, 0 AS unread_mentions FROM m`,
)

// As it is told, and decided: what a block hides from somebody who is away would have brought the chat back to them, and
// nobody can tell that it didn't. Nor can anybody tell that they were refused.
const AWAY = `(m.away AND NOT (c.closed_at IS NULL AND ${asked('m')}) AND NOT (m.active AND c.kind = 'direct'
  AND NOT int4range(m.cleared_to + 1, greatest(c.last_seq, m.cleared_to) + 1) <@ m.intervals))`

// The pair may talk again at once, in a chat of its own: this one is only what is still to be erased, and nobody is in it.
const DUE = prepared(
  'chat-cleared',
  `WITH before AS (
    SELECT picture_id, NOT EXISTS (SELECT FROM members m WHERE m.conversation_id = $1 AND NOT ${AWAY}) AS retired
    FROM conversations c WHERE c.id = $1
  ), ended AS (
    UPDATE members m SET active = false, intervals = '{}' FROM before WHERE m.conversation_id = $1 AND before.retired
  )
  UPDATE conversations c SET erase_at = clock_timestamp(),
    retired_at = CASE WHEN before.retired THEN coalesce(c.retired_at, clock_timestamp()) END,
    pair_key = CASE WHEN NOT before.retired THEN c.pair_key END, name = CASE WHEN NOT before.retired THEN c.name END,
    picture_id = CASE WHEN NOT before.retired THEN c.picture_id END
  FROM before WHERE c.id = $1
  RETURNING CASE WHEN before.retired THEN before.picture_id END AS released`,
)

/** @throws KithError `not_found` */
export async function clear(
  pool: pg.Pool,
  userId: UserId,
  conversationId: ConversationId,
  forGood = false,
): Promise<Cleared> {
  const { receipts: _, ...cleared } = await retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) => {
      const { identity, group } = await loadGroup(client, conversationId)
      const decision = clearChat(group, userId, forGood)
      const leaves = decision.steps.length > 0
      const happened = leaves ? await storeDecision(client, conversationId, userId, decision) : null
      const committed = happened === null ? [] : committedOf(identity, decision, userId, happened.at)
      const concerned = happened?.concerned ?? []
      const { rows } = await client.query<StateRow>(CLEAR([conversationId, userId]))
      const [row] = rows
      if (row === undefined) throw notFound('conversation')
      const due = await client.query<{ released: string | null }>(DUE([conversationId]))
      return {
        state: stateOf(row),
        committed,
        ...(concerned.length > 0 && { concerned }),
        receipts: [],
        picture: due.rows[0]?.released ?? null,
      }
    }),
  )
  return { ...cleared, receipts: await settleReceipts(pool, [], [conversationId]) }
}

const MEMBERS = prepared(
  'clearing',
  `SELECT m.user_id AS "userId", m.away AS gone, ${AWAY} AS away
  FROM members m JOIN conversations c ON c.id = m.conversation_id WHERE c.id = $1`,
)

/** @throws KithError `not_found` */
export async function clearing(pool: pg.Pool, userId: UserId, conversationId: ConversationId) {
  const { rows } = await pool.query<{ userId: UserId; gone: boolean; away: boolean }>(MEMBERS([conversationId]))
  if (!rows.some((member) => member.userId === userId && !member.gone)) throw notFound('conversation')
  return { forAll: erasesAll(rows, userId) }
}
