import type { NewMessage, SendResult } from '@/server/application/ports'
import { sendRefusal, sendRefused } from '@/server/domain/refuse-send'
import type { MemoryConversation, MemoryMessage, MemoryWorld } from './memory-world'
import { eventFor } from './present'

export function sendOne(world: MemoryWorld, input: NewMessage): SendResult {
  const first = sentBefore(world, input)
  if (first !== undefined) return { ok: true, sent: receiptOf(first) }
  const conversation = world.conversations.get(input.conversationId)
  const member = conversation?.members.get(input.senderId)
  const refusal = sendRefusal(member ?? null, conversation?.shared ?? null)
  if (refusal !== null || conversation === undefined || member === undefined) {
    return { ok: false, error: sendRefused(refusal ?? 'not_found') }
  }
  const message = store(world, conversation, input)
  const row = conversation.log[message.seq - 1]
  const event = row && eventFor(world, conversation, member, row)
  const recipients = [...conversation.members.values()].filter(({ active }) => active).map(({ userId }) => userId)
  return { ok: true, sent: receiptOf(message), ...(event && { committed: { event, recipients } }) }
}

function sentBefore(world: MemoryWorld, { senderId, clientId }: NewMessage): MemoryMessage | undefined {
  for (const message of world.messages.values()) {
    if (message.senderId === senderId && message.clientId === clientId.toLowerCase()) return message
  }
  return undefined
}

function store(world: MemoryWorld, conversation: MemoryConversation, input: NewMessage): MemoryMessage {
  const sentAt = world.now(conversation.lastSentAt)
  const seq = conversation.log.length + 1
  const { senderId, text, conversationId } = input
  const clientId = input.clientId.toLowerCase()
  const createdAt = new Date(input.createdAt).toISOString()
  const message = { id: world.nextId(), senderId, clientId, text, createdAt, sentAt, conversationId, seq }
  world.messages.set(message.id, message)
  conversation.lastSentAt = sentAt
  conversation.log.push({
    seq,
    kind: 'message:posted',
    actorId: senderId,
    at: sentAt,
    userId: null,
    messageId: message.id,
  })
  return message
}

function receiptOf({ id, conversationId, seq, sentAt }: MemoryMessage) {
  return { messageId: id, conversationId, seq, sentAt }
}
