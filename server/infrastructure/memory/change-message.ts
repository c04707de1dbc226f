import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import { type Changeable, changesMessage, type MessageChange } from '@/server/domain/change-message'
import { maySee, showSeq } from '@/server/domain/visibility'
import type { MemoryConversation, MemoryLogRow, MemoryMessage, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { eventFor } from './present'

export function changeMessage(
  world: MemoryWorld,
  actorId: UserId,
  conversationId: ConversationId,
  seq: Seq,
  change: MessageChange,
) {
  const { conversation, member } = openTo(world, actorId, conversationId)
  const message = messageAt(world, conversation, seq)
  const { kind } = conversation.identity
  const changes = changesMessage(
    {
      actorId,
      member,
      conversation: { kind, closed: conversation.shared.closed },
      seq,
      message: message && changeable(message, actorId),
      now: world.now(),
    },
    change,
  )
  if (message === null || !changes) {
    const changedSeq = conversation.log.findLast((row) => row.seq === seq || row.target === seq)?.seq ?? seq
    return { changed: { conversationId, seq, changedSeq } }
  }
  const row = append(world, conversation, actorId, message, change)
  const members = [...conversation.members.values()]
  return {
    changed: { conversationId, seq, changedSeq: row.seq },
    committed: {
      event: eventFor(world, conversation, member, row),
      recipients: members.filter((one) => maySee(one, row.seq) && maySee(one, seq)).map(({ userId }) => userId),
      skipping: members.filter((one) => maySee(one, row.seq) && !maySee(one, seq)).map(({ userId }) => userId),
    },
  }
}

export function messageAt(world: MemoryWorld, { log }: MemoryConversation, seq: Seq): MemoryMessage | null {
  const row = log[seq - 1]
  return row?.kind === 'message:posted' ? (world.messages.get(row.messageId ?? '') ?? null) : null
}

function changeable({ senderId, text, sentAt, deletedBy, reactions }: MemoryMessage, actorId: UserId): Changeable {
  const mine = reactions.find(({ userId, until }) => userId === actorId && until === null)
  return { senderId, text, sentAt, deleted: deletedBy !== null, reaction: mine?.emoji ?? null }
}

function append(
  world: MemoryWorld,
  conversation: MemoryConversation,
  actorId: UserId,
  message: MemoryMessage,
  change: MessageChange,
): MemoryLogRow {
  const seq = conversation.log.length + 1
  const at = world.now(conversation.lastSentAt)
  const { id: messageId, seq: target } = message
  const row: MemoryLogRow = { seq, kind: change.kind, actorId, at, userId: null, messageId, target }
  conversation.log.push(row)
  world.messages.set(messageId, changed(message, change, row))
  if (change.kind === 'message:deleted') tellThoseWhoLeft(conversation, target, seq)
  return row
}

function changed(message: MemoryMessage, change: MessageChange, { actorId, at, seq }: MemoryLogRow): MemoryMessage {
  switch (change.kind) {
    case 'message:edited': {
      const before = { text: message.text, at: message.editedAt ?? message.sentAt }
      return { ...message, text: change.text, editedAt: at, versions: [...message.versions, before] }
    }
    case 'message:deleted':
      return { ...message, text: '', editedAt: null, versions: [], reactions: [], deletedBy: actorId }
    case 'message:reacted': {
      const ended = message.reactions.map((stay) =>
        stay.userId === actorId && stay.until === null ? { ...stay, until: seq } : stay,
      )
      const begun = change.emoji === null ? [] : [{ userId: actorId, emoji: change.emoji, from: seq, until: null }]
      return { ...message, reactions: [...ended, ...begun] }
    }
  }
}

function tellThoseWhoLeft({ members }: MemoryConversation, target: Seq, seq: Seq): void {
  for (const member of members.values()) {
    if (member.active || !maySee(member, target)) continue
    members.set(member.userId, { ...member, intervals: showSeq(member.intervals, seq) })
  }
}
