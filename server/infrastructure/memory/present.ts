import type {
  Conversation,
  Head,
  HistoryEvent,
  LogEvent,
  Member,
  MessagePosted,
  OverviewEntry,
  PrivateState,
  Receipts,
} from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'
import { conversationOf } from '@/server/application/committed-of'
import type { StateOf } from '@/server/application/log-ports'
import { rangesSeen } from '@/server/domain/erased'
import { memberOf } from '@/server/domain/group'
import { isLine } from '@/server/domain/history'
import { previewOf } from '@/server/domain/preview'
import { receiptsSetTo, shownReceipts } from '@/server/domain/receipts'
import { lastVisible, maySeeEvent } from '@/server/domain/visibility'
import { waitsFor } from './asking'
import type { MemoryConversation, MemoryLogRow, MemoryMember, MemoryWorld } from './memory-world'
import { mentionedIn, messageFor } from './message-of'

export function endFor(conversation: MemoryConversation, member: MemoryMember): Seq {
  return lastVisible(member.intervals, conversation.log.length)
}

export function conversationFor({ identity, shared }: MemoryConversation, member: MemoryMember): Conversation {
  return conversationOf(identity, { shared: member.ended?.shared ?? shared })
}

export function receiptsFor(conversation: MemoryConversation, member: MemoryMember): Receipts {
  return shownReceipts(member.receipts, conversationFor(conversation, member).receiptsShown)
}

/** The events this member may see, oldest first. */
export function eventsFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): LogEvent[] {
  return conversation.log
    .filter((row) => maySeeEvent(member, row) && (!isErased(row) || rangesSeen(member, row.erased ?? []).length > 0))
    .map((row) => eventFor(world, conversation, member, row))
}

const isErased = ({ kind }: MemoryLogRow): boolean => kind === 'messages:erased'

/** Whether an event is of no message that the member deleted for themselves. */
export const notHidden = (member: MemoryMember) => (event: LogEvent) =>
  !member.own.get('target' in event ? event.target : event.seq)?.hidden

/** Those of them that are lines of the history. */
export function linesFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): HistoryEvent[] {
  return eventsFor(world, conversation, member).filter(isLine).filter(notHidden(member))
}

export function eventFor(
  world: MemoryWorld,
  conversation: MemoryConversation,
  viewer: MemoryMember,
  row: MemoryLogRow,
): LogEvent {
  const { seq, kind, at, userId, messageId, target } = row
  const conversationId = conversation.identity.id
  if (kind === 'messages:erased') return { kind, conversationId, seq, at, erased: rangesSeen(viewer, row.erased ?? []) }
  const base = { conversationId, seq, at, actorId: row.actorId }
  switch (kind) {
    case 'message:posted':
      return { ...base, kind, message: messageFor(world, conversation, viewer, messageId ?? '') }
    case 'message:edited':
    case 'message:deleted':
    case 'message:reacted':
    case 'message:placed':
    case 'message:pinned':
    case 'message:previewed':
    case 'message:filesErased':
      return { ...base, kind, target: target ?? 0, message: messageFor(world, conversation, viewer, messageId ?? '') }
    case 'member:joined':
    case 'member:left':
    case 'member:roleChanged':
      return { ...base, kind, member: memberFor(conversation, viewer, userId ?? '') }
    case 'conversation:settingsChanged':
      return {
        ...base,
        kind,
        receipts: receiptsSetTo(row.setTo),
        conversation: conversationFor(conversation, viewer),
      }
    case 'conversation:timerChanged':
    case 'conversation:endChanged':
      return { ...base, kind, setTo: row.setTo ?? null, conversation: conversationFor(conversation, viewer) }
    default:
      return { ...base, kind, conversation: conversationFor(conversation, viewer) }
  }
}

function memberFor(conversation: MemoryConversation, viewer: MemoryMember, userId: UserId): Member {
  const frozen = viewer.ended?.members.find((member) => member.userId === userId)
  const member = frozen ?? conversation.members.get(userId)
  if (member === undefined) throw new Error(`User ${userId} is in the log but never was a member.`)
  return memberOf(member)
}

export function stateFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): PrivateState {
  const {
    stateVersion: version,
    read,
    ownVersion,
    clearedTo,
    away,
    markedUnread,
    mutedUntil,
    mentionsOnly,
    pinnedAt,
    archived,
    draft,
  } = member
  const unread = linesFor(world, conversation, member).filter(
    (event) => event.kind === 'message:posted' && event.seq > read && event.actorId !== member.userId,
  )
  const mentions = unread.filter(
    (event) => member.active && event.kind === 'message:posted' && mentionsHere(world, conversation, member, event),
  )
  const unreadAt = endFor(conversation, member)
  return {
    version,
    read,
    unread: unread.length,
    unreadAt,
    mentions: mentions.length,
    ownVersion,
    draft,
    clearedTo,
    away,
    markedUnread,
    mutedUntil,
    mentionsOnly,
    pinnedAt,
    archived,
    request: waitsFor(world, conversation) === member.userId,
  }
}

function mentionsHere(
  world: MemoryWorld,
  conversation: MemoryConversation,
  member: MemoryMember,
  { message }: MessagePosted,
): boolean {
  const stored = world.messages.get(message.id)
  if (stored === undefined) return false
  return mentionedIn(conversation, stored, member)
}

export function stateOf(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): StateOf {
  const { delivered } = member
  return { conversationId: conversation.identity.id, delivered, state: stateFor(world, conversation, member) }
}

export function entryFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): OverviewEntry {
  const newest = linesFor(world, conversation, member).at(-1)
  return {
    conversation: conversationFor(conversation, member),
    member: memberOf(member),
    lastSeq: endFor(conversation, member),
    delivered: member.delivered,
    lastEvent: newest === undefined ? null : previewOf(newest),
    state: stateFor(world, conversation, member),
    receipts: receiptsFor(conversation, member),
  }
}

export function headFor(conversation: MemoryConversation, member: MemoryMember): Head {
  return {
    conversationId: conversation.identity.id,
    lastSeq: endFor(conversation, member),
    stateVersion: member.stateVersion,
    receipts: receiptsFor(conversation, member),
  }
}
