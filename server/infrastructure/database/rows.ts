import type {
  Attachment,
  Conversation,
  Draft,
  HistoryEvent,
  LinkPreview,
  LogEvent,
  Member,
  MemberRole,
  Message,
  MessageKind,
  MessagePlace,
  Place,
  PlaceInTime,
  PrivateState,
  Reaction,
} from '@/contracts/dto'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { StateOf } from '@/server/application/log-ports'
import { type Ended, type LogKind, memberOf } from '@/server/domain/group'
import { isLine } from '@/server/domain/history'
import { pairOf } from '@/server/domain/pair'
import { receiptsSetTo } from '@/server/domain/receipts'
import { compareIds } from '@/server/domain/roles'
import { rangesOf } from './intervals'

export interface ConversationRow {
  readonly conversation_id: string
  readonly kind: 'direct' | 'group'
  readonly pair_key: string | null
  readonly name: string | null
  readonly picture_id: string | null
  readonly past_open: boolean
  readonly receipts_shown: boolean
  readonly closed_at: Date | null
  readonly disappear_after_ms: number | null
  readonly ends_at: Date | null
  readonly ended_at: Date | null
  readonly ended_messages: number
  readonly ended_files: number
  readonly created_at: Date
  readonly conversation_changed_seq: Seq
}

export const CONVERSATION_COLUMNS = `c.id AS conversation_id, c.kind, c.pair_key, c.name, c.picture_id, c.past_open, c.receipts_shown,
  c.closed_at, c.disappear_after_ms, c.ends_at, c.ended_at, c.ended_messages, c.ended_files, c.created_at, c.changed_seq AS conversation_changed_seq`

export interface MemberRow {
  readonly user_id: string
  readonly role: MemberRole
  readonly active: boolean
  readonly joined_seq: Seq
  readonly changed_seq: Seq
}

export interface StateRow {
  readonly conversation_id: string
  readonly delivered: Seq
  readonly read: Seq
  readonly state_version: number
  readonly own_version: number
  readonly unread: number
  readonly unread_mentions: number
  readonly cleared_to: Seq
  readonly away: boolean
  readonly visible_end: Seq
  readonly marked_unread: boolean
  readonly muted_until: Date | null
  readonly mentions_only: boolean
  readonly pinned_at: Date | null
  readonly archived: boolean
  readonly request: boolean
  readonly draft: Draft | null
}

/** An event joined with its target: a message, or a member as they are now. */
export interface EventRow {
  readonly seq: Seq
  readonly event_kind: LogKind
  /** Null: nobody. */
  readonly actor_id: string | null
  readonly at: Date
  readonly target_seq: Seq | null
  readonly set_to: number | null
  /** An int4multirange. */
  readonly erased: string | null
  readonly message_id: string | null
  readonly client_id: string | null
  readonly sender_id: string | null
  readonly text: string | null
  readonly message_created_at: Date | null
  readonly sent_at: Date | null
  readonly edited_at: Date | null
  readonly deleted_by: string | null
  readonly reply_to: Seq | null
  readonly expires_at: Date | null
  readonly reactions: readonly Reaction[] | null
  readonly message_kind: MessageKind | null
  readonly forwarded_from: string | null
  readonly mentions: readonly string[] | null
  /** Null: here alone. */
  readonly places: readonly MessagePlace[] | null
  readonly attachments: readonly Attachment[] | null
  readonly files_erased: number | null
  readonly files_erased_after: number | null
  readonly preview: LinkPreview | null
  readonly message_pinned_by: string | null
  readonly message_pinned_at: Date | null
  readonly message_changed_seq: Seq | null
  readonly target_id: string | null
  readonly target_role: MemberRole | null
  readonly target_active: boolean | null
  readonly target_joined_seq: Seq | null
  readonly target_changed_seq: Seq | null
}

export const instantOf = (date: Date): Instant => date.toISOString()
export const instantOrNull = (date: Date | null): Instant | null => date?.toISOString() ?? null

export function identityOf(row: Pick<ConversationRow, 'conversation_id' | 'kind' | 'pair_key' | 'created_at'>) {
  return {
    id: row.conversation_id,
    kind: row.kind,
    pair: pairOf(row.pair_key),
    createdAt: instantOf(row.created_at),
  }
}

/** As `ended` shows it, for a member whose stay is over. */
export function conversationOfRow(row: ConversationRow, ended: Ended | null): Conversation {
  const shared = ended?.shared ?? {
    name: row.name,
    pictureId: row.picture_id,
    pastOpen: row.past_open,
    receiptsShown: row.receipts_shown,
    closed: row.closed_at !== null,
    disappearAfterMs: row.disappear_after_ms,
    endsAt: instantOrNull(row.ends_at),
    report: row.ended_at === null ? null : { messages: row.ended_messages, files: row.ended_files },
    changedSeq: row.conversation_changed_seq,
  }
  // Stays that ended before there were timers, or hidden receipts, don't say it. Each field by itself: an overview makes
  // thousands of these, and spreading is several times slower.
  return {
    id: row.conversation_id,
    kind: row.kind,
    pair: pairOf(row.pair_key),
    createdAt: instantOf(row.created_at),
    name: shared.name,
    pictureId: shared.pictureId,
    pastOpen: shared.pastOpen,
    receiptsShown: shared.receiptsShown ?? true,
    closed: shared.closed,
    disappearAfterMs: shared.disappearAfterMs ?? null,
    endsAt: shared.endsAt ?? null,
    report: shared.report ?? null,
    changedSeq: shared.changedSeq,
  }
}

export function memberOfRow(row: MemberRow): Member {
  return {
    userId: row.user_id,
    role: row.role,
    active: row.active,
    joinedSeq: row.joined_seq,
    changedSeq: row.changed_seq,
  }
}

export function stateOfRow(row: StateRow): PrivateState {
  return {
    version: row.state_version,
    read: row.read,
    unread: row.unread,
    unreadAt: row.visible_end,
    mentions: row.unread_mentions,
    ownVersion: row.own_version,
    draft: row.draft,
    clearedTo: row.cleared_to,
    away: row.away,
    markedUnread: row.marked_unread,
    mutedUntil: instantOrNull(row.muted_until),
    mentionsOnly: row.mentions_only,
    pinnedAt: instantOrNull(row.pinned_at),
    archived: row.archived,
    request: row.request,
  }
}

export function stateOf(row: StateRow): StateOf {
  return { conversationId: row.conversation_id, delivered: row.delivered, state: stateOfRow(row) }
}

/** `ended` is the viewer's: what they see of others is as it was then. */
export function eventOfRow(row: EventRow, conversation: Conversation, ended: Ended | null): LogEvent {
  const { id: conversationId } = conversation
  const at = instantOf(row.at)
  if (row.event_kind === 'messages:erased') {
    return { kind: row.event_kind, conversationId, seq: row.seq, at, erased: rangesOf(present(row.erased)) }
  }
  const base = { conversationId, seq: row.seq, at, actorId: present(row.actor_id) }
  switch (row.event_kind) {
    case 'message:posted':
      return { ...base, kind: row.event_kind, message: messageOfRow(row, conversation.id) }
    case 'message:edited':
    case 'message:deleted':
    case 'message:reacted':
    case 'message:placed':
    case 'message:pinned':
    case 'message:previewed':
    case 'message:filesErased':
      return {
        ...base,
        kind: row.event_kind,
        target: present(row.target_seq),
        message: messageOfRow(row, conversation.id),
      }
    case 'member:joined':
    case 'member:left':
    case 'member:roleChanged':
      return { ...base, kind: row.event_kind, member: targetOfRow(row, ended) }
    case 'conversation:settingsChanged':
      return { ...base, kind: row.event_kind, receipts: receiptsSetTo(row.set_to), conversation }
    case 'conversation:timerChanged':
    case 'conversation:endChanged':
      return { ...base, kind: row.event_kind, setTo: row.set_to, conversation }
    default:
      return { ...base, kind: row.event_kind, conversation }
  }
}

/** Of a row that is known to be a line of the history. */
export function lineOfRow(row: EventRow, conversation: Conversation, ended: Ended | null): HistoryEvent {
  const event = eventOfRow(row, conversation, ended)
  if (!isLine(event)) throw new Error(`Log row ${event.seq} is no line of the history.`)
  return event
}

function messageOfRow(row: EventRow, conversationId: ConversationId): Message {
  return {
    id: present(row.message_id),
    clientId: present(row.client_id),
    senderId: present(row.sender_id),
    ...(row.deleted_by === null ? carriedBy(row) : NOTHING),
    places: row.places ?? [onlyPlace(row, conversationId)],
    pinned: pinOf(row),
    createdAt: instantOf(present(row.message_created_at)),
    sentAt: instantOf(present(row.sent_at)),
    editedAt: row.deleted_by === null ? instantOrNull(row.edited_at) : null,
    deleted: row.deleted_by === null ? null : { by: row.deleted_by },
    replyTo: row.reply_to,
    reactions: row.reactions ?? [],
    changedSeq: present(row.message_changed_seq),
  }
}

function onlyPlace(row: EventRow, conversationId: ConversationId): MessagePlace {
  const place = placeOf({ conversationId, seq: row.target_seq ?? row.seq }, row.expires_at)
  return row.deleted_by === null && row.mentions?.length ? { ...place, mentions: row.mentions } : place
}

/** With the instant at which the message is erased there, if it is to be. */
export function placeOf(place: Place, expiresAt: Date | null): PlaceInTime {
  return expiresAt === null ? place : { ...place, expiresAt: instantOf(expiresAt) }
}

/** What is shown of a message that was deleted here, though it may stand elsewhere. */
const NOTHING = { kind: 'text', text: '', attachments: [], mentions: [], forwardedFrom: null, preview: null } as const

function carriedBy(row: EventRow) {
  return {
    kind: present(row.message_kind),
    text: present(row.text),
    attachments: row.attachments ?? [],
    ...erasedFrom(row),
    mentions: row.places ? mentionsIn(row.places) : (row.mentions ?? []),
    forwardedFrom: row.forwarded_from,
    preview: row.preview,
  }
}

/** In any of the places that are told, in the order of their ids. */
function mentionsIn(places: readonly MessagePlace[]): readonly UserId[] {
  const all = new Set(places.flatMap(({ mentions = [] }) => mentions))
  return [...all].sort(compareIds)
}

function erasedFrom({ files_erased: count, files_erased_after: afterDays }: EventRow): Pick<Message, 'filesErased'> {
  return count && afterDays !== null ? { filesErased: { count, afterDays } } : {}
}

function pinOf({ message_pinned_by: by, message_pinned_at: at, deleted_by }: EventRow): Message['pinned'] {
  return by === null || at === null || deleted_by !== null ? null : { by, at: instantOf(at) }
}

function targetOfRow(row: EventRow, ended: Ended | null): Member {
  const userId: UserId = present(row.target_id)
  const frozen = ended?.members.find((member) => member.userId === userId)
  if (frozen !== undefined) return memberOf(frozen)
  return {
    userId,
    role: present(row.target_role),
    active: present(row.target_active),
    joinedSeq: present(row.target_joined_seq),
    changedSeq: present(row.target_changed_seq),
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('A log row has lost its target.')
  return value
}
