import type pg from 'pg'
import type { MemberRole, MessageKind } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Committed, MessageLog } from '@/server/application/ports'
import { actsEverywhere, type Changeable, changesMessage, type MessageChange } from '@/server/domain/change-message'
import { notFound } from '@/server/domain/errors'
import { requireRoomToPin } from '@/server/domain/pins'
import { intervalsOf } from '../intervals'
import { countPins } from '../pins'
import { prepared } from '../prepared'
import { instantOf } from '../rows'
import { refuseInvalidData, retryCollisions } from '../sql-errors'
import { withConversationsLocked } from '../transaction'
import { readChange } from './read-change'
import { storeChange } from './store-change'

const CASE = prepared(
  'change-case',
  `SELECT c.kind, c.closed_at IS NOT NULL AS closed, m.role, m.active, m.intervals, m.cleared_to, p.message_id,
    p.sender_id, p.changed_seq, t.text, t.sent_at,
    t.kind AS message_kind, t.attached, p.pinned_by, CASE WHEN t.placed > 1 THEN ARRAY(
      SELECT conversation_id FROM placements WHERE message_id = t.id) END AS everywhere, p.deleted_by, r.emoji,
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
  readonly message_kind: MessageKind
  readonly attached: number
  readonly pinned_by: string | null
  /** Null: here alone. */
  readonly everywhere: readonly ConversationId[] | null
  readonly emoji: string | null
  readonly now: Date
}

type Result = Awaited<ReturnType<MessageLog['change']>>

/**
 * Decides under the locks of all conversations that it acts in, and stores what was decided.
 * @throws KithError as domain/change-message.ts
 */
export function changeMessage(
  pool: pg.Pool,
  actorId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  change: MessageChange,
  editWindowMs?: number,
): Promise<Result> {
  const place = { actorId, conversationId, seq }
  return retryCollisions(async () => {
    let locked: readonly ConversationId[] = [conversationId]
    for (;;) {
      const result = await attempt(pool, locked, place, change, editWindowMs)
      if (!('lock' in result)) return result
      // It stands elsewhere too, or was placed there since: all of them have to hold still.
      locked = result.lock
    }
  }).catch(refuseInvalidData)
}

function attempt(
  pool: pg.Pool,
  locked: readonly ConversationId[],
  place: Parameters<typeof storeChange>[1],
  change: MessageChange,
  editWindowMs: number | undefined,
): Promise<Result | { readonly lock: readonly ConversationId[] }> {
  const { actorId, conversationId, seq } = place
  return withConversationsLocked(pool, locked, async (client) => {
    const { rows } = await client.query<Row>(CASE([actorId, conversationId, seq]))
    const [row] = rows
    if (row === undefined) throw notFound('conversation')
    if (!changesMessage(caseOf(actorId, seq, row), change, editWindowMs) || row.message_id === null) {
      return { changed: { conversationId, seq, changedSeq: row.changed_seq }, committed: [], released: [] }
    }
    if (change.kind === 'message:pinned' && change.pinned) requireRoomToPin(await countPins(client, conversationId))
    const everywhere = row.everywhere ?? [conversationId]
    const wide = change.kind === 'message:edited' || change.kind === 'message:deleted'
    if (wide && everywhere.some((id) => !locked.includes(id))) return { lock: everywhere }
    const targets = actsEverywhere(change, actorId, row.sender_id) ? everywhere : [conversationId]
    const stored = await storeChange(client, place, row.message_id, targets, change)
    const committed: Committed[] = []
    for (const one of stored.places) committed.push(...(await readChange(client, one, one.changedSeq)))
    const here = stored.places.find((one) => one.conversationId === conversationId)
    if (here === undefined) throw new Error('A change was not stored where it was made.')
    return { changed: { conversationId, seq, changedSeq: here.changedSeq }, committed, released: stored.released }
  })
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

function changeableOf({
  sender_id,
  text,
  sent_at,
  deleted_by,
  emoji,
  message_kind,
  attached,
  pinned_by,
}: Row): Changeable {
  return {
    senderId: sender_id,
    kind: message_kind,
    text,
    attached,
    pinned: pinned_by !== null,
    sentAt: instantOf(sent_at),
    deleted: deleted_by !== null,
    reaction: emoji,
  }
}
