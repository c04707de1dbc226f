import type pg from 'pg'
import type { MemberRole, MessageKind } from '@/contracts/dto'
import type { ConversationId, MessageId, Seq, UserId } from '@/contracts/ids'
import type { Changeable, ChangeCase } from '@/server/domain/change-message'
import { notFound } from '@/server/domain/errors'
import { UNSHOWN } from '../event-columns'
import { intervalsOf } from '../intervals'
import { prepared } from '../prepared'
import { waits } from '../requests/asked'
import { instantOf } from '../rows'

// As the actor is shown it: they can pin what they don't see pinned.
const PINNED = `CASE WHEN (${UNSHOWN}) && int4range(p.seq, p.changed_seq, '[]') THEN coalesce((
      SELECT l.set_to = 1 FROM log l WHERE l.conversation_id = p.conversation_id AND l.target_seq = p.seq
        AND l.kind = 'message:pinned' AND NOT l.seq <@ (${UNSHOWN}) ORDER BY l.seq DESC LIMIT 1), false)
    ELSE p.pinned_by IS NOT NULL END`

const CASE = prepared(
  'change-case',
  `SELECT c.kind, c.closed_at IS NOT NULL OR coalesce(c.ends_at <= clock_timestamp(), false) AS closed, m.role, m.active, m.intervals, m.cleared_to, p.message_id,
    p.sender_id, p.changed_seq, t.text, t.sent_at,
    t.kind AS message_kind, t.attached, ${PINNED} AS pinned, CASE WHEN t.placed > 1 THEN ARRAY(
      SELECT conversation_id FROM placements WHERE message_id = t.id) END AS everywhere, p.deleted_by, r.emoji,
    CASE WHEN c.kind = 'direct' THEN (
      SELECT u.full_name FROM members o JOIN blocks b ON b.user_id = $1 AND b.blocked_id = o.user_id
      JOIN users u ON u.id = o.user_id WHERE o.conversation_id = c.id
    ) END AS blocking, ${waits('m')} AS waits, date_trunc('milliseconds', clock_timestamp()) AS now
  FROM members m JOIN conversations c ON c.id = m.conversation_id
  LEFT JOIN placements p ON p.conversation_id = c.id AND p.seq = $3
    AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp())
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
  readonly message_kind: MessageKind
  readonly attached: number
  readonly pinned: boolean
  /** Null: here alone. */
  readonly everywhere: readonly ConversationId[] | null
  readonly emoji: string | null
  /** Whom the actor blocks, in the chat of the two. */
  readonly blocking: string | null
  readonly waits: boolean
  readonly now: Date
}

/** What decides about a message, under the locks of the conversations that the decision is for. */
export interface FoundCase {
  readonly given: ChangeCase & { readonly member: NonNullable<ChangeCase['member']> }
  /** Null: there is no message. */
  readonly messageId: MessageId | null
  readonly senderId: UserId
  readonly changedSeq: Seq
  /** Where it stands, or was deleted. */
  readonly everywhere: readonly ConversationId[]
}

/** @throws KithError `not_found` */
export async function readCase(
  client: pg.PoolClient,
  {
    actorId,
    conversationId,
    seq,
  }: { readonly actorId: UserId; readonly conversationId: ConversationId; readonly seq: Seq },
): Promise<FoundCase> {
  const { rows } = await client.query<Row>(CASE([actorId, conversationId, seq]))
  const [row] = rows
  if (row === undefined) throw notFound('conversation')
  return {
    given: caseOf(actorId, seq, row),
    messageId: row.message_id,
    senderId: row.sender_id,
    changedSeq: row.changed_seq,
    everywhere: row.everywhere ?? [conversationId],
  }
}

function caseOf(actorId: UserId, seq: Seq, row: Row) {
  const { kind, closed, role, active } = row
  return {
    actorId,
    member: { role, active, intervals: intervalsOf(row.intervals), clearedTo: row.cleared_to },
    conversation: { kind, closed, blocking: row.blocking, waits: row.waits },
    seq,
    message: row.message_id === null ? null : changeableOf(row),
    now: instantOf(row.now),
  }
}

function changeableOf({
  sender_id,
  text,
  sent_at,
  deleted_by,
  emoji,
  message_kind,
  attached,
  pinned,
}: Row): Changeable {
  return {
    senderId: sender_id,
    kind: message_kind,
    text,
    attached,
    pinned,
    sentAt: instantOf(sent_at),
    deleted: deleted_by !== null,
    reaction: emoji,
  }
}
