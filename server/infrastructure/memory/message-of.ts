import type { Message, MessageVersion } from '@/contracts/dto'
import type { MessageId, Seq } from '@/contracts/ids'
import { reactionsAt } from '@/server/domain/reactions'
import type { MemoryConversation, MemoryLogRow, MemoryMember, MemoryMessage, MemoryWorld } from './memory-world'

/** The message as this member may see it: for who has left, as it was then, unless it was deleted. */
export function messageFor(
  world: MemoryWorld,
  conversation: MemoryConversation,
  viewer: MemoryMember,
  messageId: MessageId,
): Message {
  const message = world.messages.get(messageId)
  if (message === undefined) throw new Error(`Message ${messageId} is in the log but not there.`)
  const { id, clientId, senderId, createdAt, sentAt, deletedBy, replyTo, seq } = message
  const asOf = shownUntil(message, viewer)
  const changedSeq = changesOf(conversation, message, asOf).at(-1)?.seq ?? seq
  const more = { attachments: [], mentions: [], forwardedFrom: null, preview: null, pinned: null }
  const places = [{ conversationId: message.conversationId, seq }]
  const shared = {
    id,
    clientId,
    senderId,
    kind: 'text' as const,
    ...more,
    places,
    createdAt,
    sentAt,
    replyTo,
    changedSeq,
  }
  if (deletedBy !== null) return { ...shared, text: '', editedAt: null, deleted: { by: deletedBy }, reactions: [] }
  const earlier = earlierWordings(conversation, message, viewer)
  const { text, at } = message.versions[earlier.length] ?? { text: message.text, at: message.editedAt ?? sentAt }
  const editedAt = earlier.length > 0 ? at : null
  return { ...shared, text, editedAt, deleted: null, reactions: reactionsAt(message.reactions, asOf) }
}

/** The wordings before the one that this member is shown. */
export function earlierWordings(
  conversation: MemoryConversation,
  message: MemoryMessage,
  viewer: MemoryMember,
): readonly MessageVersion[] {
  const edits = changesOf(conversation, message, shownUntil(message, viewer)).filter(
    ({ kind }) => kind === 'message:edited',
  )
  return message.versions.slice(0, edits.length)
}

function shownUntil({ deletedBy }: MemoryMessage, viewer: MemoryMember): Seq {
  return viewer.active || deletedBy !== null ? Number.POSITIVE_INFINITY : viewer.changedSeq
}

function changesOf({ log }: MemoryConversation, { seq }: MemoryMessage, asOf: Seq): MemoryLogRow[] {
  return log.filter((row) => row.target === seq && row.seq <= asOf)
}
