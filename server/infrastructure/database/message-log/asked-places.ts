import type pg from 'pg'
import type { ConversationId, MessageId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import type { AskedPlace } from '@/server/domain/place-message'
import { sendRefusal } from '@/server/domain/refuse-send'
import { prepared } from '../prepared'
import { ASKED_OFTEN } from '../requests/ask'

const ASKED = prepared(
  'asked-places',
  `SELECT i.conversation_id, c.name, c.closed_at IS NOT NULL OR coalesce(c.ends_at <= clock_timestamp(), false) AS closed, c.retired_at IS NOT NULL AS retired, m.active, p.seq IS NOT NULL AS placed,
    p.deleted_by IS NOT NULL AS deleted, CASE WHEN c.kind = 'direct' THEN (
      SELECT u.full_name FROM members o JOIN blocks b ON b.user_id = $1 AND b.blocked_id = o.user_id
      JOIN users u ON u.id = o.user_id WHERE o.conversation_id = c.id
    ) END AS blocking, coalesce(r.sent >= ${LIMITS.requestMessages}, false) AS unanswered,
    i.conversation_id = ${ASKED_OFTEN} AS asked_often
  FROM unnest($3::bigint[]) WITH ORDINALITY AS i (conversation_id, n)
  LEFT JOIN conversations c ON c.id = i.conversation_id
  LEFT JOIN members m ON m.conversation_id = c.id AND m.user_id = $1
  LEFT JOIN chat_requests r ON r.conversation_id = c.id AND r.asker_id = $1
  LEFT JOIN placements p ON p.conversation_id = c.id AND p.message_id = $2
  ORDER BY i.n`,
)

interface Row {
  readonly conversation_id: string
  readonly name: string | null
  readonly closed: boolean
  readonly retired: boolean
  /** Null: never was a member. */
  readonly active: boolean | null
  readonly placed: boolean
  readonly deleted: boolean
  /** Whom the asker blocks there. */
  readonly blocking: string | null
  /** They have said as much to somebody who doesn't answer as may be. */
  readonly unanswered: boolean
  readonly asked_often: boolean
}

/** The conversations as the decision about a message's new places needs them, in the order given. */
export async function askedPlaces(
  client: pg.PoolClient,
  asked: { senderId: UserId; messageId: MessageId | null; conversationIds: readonly ConversationId[] },
): Promise<readonly (AskedPlace & { readonly conversationId: ConversationId })[]> {
  const { rows } = await client.query<Row>(ASKED([asked.senderId, asked.messageId, asked.conversationIds]))
  return rows.map(
    ({ conversation_id, name, closed, retired, active, placed, deleted, blocking, unanswered, asked_often }) => ({
      conversationId: conversation_id,
      name: name ?? blocking,
      standing: deleted ? 'deleted' : placed ? 'there' : 'nowhere',
      refusal: asked_often
        ? 'asked_often'
        : sendRefusal(active === null ? null : { active }, { closed, retired, blocked: blocking !== null, unanswered }),
    }),
  )
}
