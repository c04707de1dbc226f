import type { Conversation, Head, LogEvent, Member, Message, OverviewEntry, PrivateState } from '@/contracts/dto'
import type { MessageId, Seq, UserId } from '@/contracts/ids'
import { conversationOf } from '@/server/application/committed-of'
import type { StateOf } from '@/server/application/ports'
import { memberOf } from '@/server/domain/group'
import { previewOf } from '@/server/domain/preview'
import { lastVisible, maySee } from '@/server/domain/visibility'
import type { MemoryConversation, MemoryLogRow, MemoryMember, MemoryWorld } from './memory-world'

export function endFor(conversation: MemoryConversation, member: MemoryMember): Seq {
  return lastVisible(member.intervals, conversation.log.length)
}

export function conversationFor({ identity, shared }: MemoryConversation, member: MemoryMember): Conversation {
  return conversationOf(identity, { shared: member.ended?.shared ?? shared })
}

/** The events this member may see, oldest first. */
export function eventsFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): LogEvent[] {
  return conversation.log
    .filter(({ seq }) => maySee(member, seq))
    .map((row) => eventFor(world, conversation, member, row))
}

export function eventFor(
  world: MemoryWorld,
  conversation: MemoryConversation,
  viewer: MemoryMember,
  { seq, kind, actorId, at, userId, messageId }: MemoryLogRow,
): LogEvent {
  const base = { conversationId: conversation.identity.id, seq, at, actorId }
  switch (kind) {
    case 'message:posted':
      return { ...base, kind, message: messageIn(world, messageId ?? '') }
    case 'member:joined':
    case 'member:left':
    case 'member:roleChanged':
      return { ...base, kind, member: memberFor(conversation, viewer, userId ?? '') }
    default:
      return { ...base, kind, conversation: conversationFor(conversation, viewer) }
  }
}

function messageIn(world: MemoryWorld, messageId: MessageId): Message {
  const message = world.messages.get(messageId)
  if (message === undefined) throw new Error(`Message ${messageId} is in the log but not there.`)
  const { id, clientId, senderId, text, createdAt, sentAt, seq } = message
  return { id, clientId, senderId, kind: 'text', text, createdAt, sentAt, changedSeq: seq }
}

function memberFor(conversation: MemoryConversation, viewer: MemoryMember, userId: UserId): Member {
  const frozen = viewer.ended?.members.find((member) => member.userId === userId)
  const member = frozen ?? conversation.members.get(userId)
  if (member === undefined) throw new Error(`User ${userId} is in the log but never was a member.`)
  return memberOf(member)
}

export function stateFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): PrivateState {
  const { stateVersion: version, read, markedUnread, mutedUntil, pinnedAt, archived } = member
  const unread = eventsFor(world, conversation, member).filter(
    (event) => event.kind === 'message:posted' && event.seq > read && event.actorId !== member.userId,
  ).length
  const unreadAt = endFor(conversation, member)
  return { version, read, unread, unreadAt, markedUnread, mutedUntil, pinnedAt, archived }
}

export function stateOf(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): StateOf {
  const { delivered } = member
  return { conversationId: conversation.identity.id, delivered, state: stateFor(world, conversation, member) }
}

export function entryFor(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): OverviewEntry {
  const newest = eventsFor(world, conversation, member).at(-1)
  return {
    conversation: conversationFor(conversation, member),
    member: memberOf(member),
    lastSeq: endFor(conversation, member),
    delivered: member.delivered,
    lastEvent: newest === undefined ? null : previewOf(newest),
    state: stateFor(world, conversation, member),
    receipts: member.receipts,
  }
}

export function headFor(conversation: MemoryConversation, member: MemoryMember): Head {
  return {
    conversationId: conversation.identity.id,
    lastSeq: endFor(conversation, member),
    stateVersion: member.stateVersion,
    receipts: member.receipts,
  }
}
