import type pg from 'pg'
import type { MemberRole } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { MessageLog } from '@/server/application/ports'
import { type Changeable, changesMessage, type MessageChange } from '@/server/domain/change-message'
import { notFound } from '@/server/domain/errors'
import { intervalsOf } from '../intervals'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { refuseInvalidData, retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { readChange } from './read-change'
import { storeChange } from './store-change'

const CASE = prepared(
  'change-case',
  `SELECT c.kind, c.closed_at IS NOT NULL AS closed, m.role, m.active, m.intervals, m.cleared_to, p.message_id,
    p.sender_id, p.changed_seq, t.text, t.sent_at, p.deleted_by, r.emoji,
    date_trunc('milliseconds', clock_timestamp()) AS now
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  LEFT JOIN placements p ON p.conversation_id = c.id AND p.seq = $3
  LEFT JOIN messages t ON t.id = p.message_id
  LEFT JOIN reactions r ON r.conversation_id = p.conversation_id AND r.seq = p.seq AND r.user_id = $1
    AND r.until_seq IS NULL
  WHERE m.user_id = $1 AND m.conversation_id = $2`,
)

interface Row {
  readonly kind: 'direct' | 'group'
  readonly closed: boolean
  readonly role: MemberRole
  readonly active: boolean
  readonly intervals: string
  readonly cleared_to: Seq
  /** Null, as what follows: there is no message. */
  readonly message_id: string | null
  readonly sender_id: string
  readonly changed_seq: Seq
  readonly text: string
  readonly sent_at: Date
  readonly deleted_by: string | null
  readonly emoji: string | null
  readonly now: Date
}

/** Decides under the conversation's lock, and stores what was decided. @throws KithError as domain/change-message.ts */
export function changeMessage(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  change: MessageChange,
): ReturnType<MessageLog['change']> {
  const place = { actorId, conversationId, seq }
  return retryCollisions(() =>
    withConversationsLocked(pool, [conversationId], async (client) => {
      const { rows } = await client.query<Row>(CASE([actorId, conversationId, seq]))
      const [row] = rows
      if (row === undefined) throw notFound('conversation')
      if (!changesMessage(caseOf(actorId, seq, row), change) || row.message_id === null) {
        return { changed: { conversationId, seq, changedSeq: row.changed_seq } }
      }
      const changedSeq = await storeChange(client, { ...place, messageId: row.message_id }, change)
      return { changed: { conversationId, seq, changedSeq }, committed: await readChange(client, place, changedSeq) }
    }),
  ).catch(refuseInvalidData)
}

function caseOf(actorId: UserId, seq: Seq, row: Row) {
  const { kind, closed, role, active } = row
  return {
    actorId,
    member: { role, active, intervals: intervalsOf(row.intervals), clearedTo: row.cleared_to },
    conversation: { kind, closed },
    seq,
    message: row.message_id === null ? null : changeableOf(row),
    now: instantOf(row.now),
  }
}

function changeableOf({ sender_id, text, sent_at, deleted_by, emoji }: Row): Changeable {
  return { senderId: sender_id, text, sentAt: instantOf(sent_at), deleted: deleted_by !== null, reaction: emoji }
}
