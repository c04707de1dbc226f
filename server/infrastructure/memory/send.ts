import type { Seq } from '@/contracts/ids'
import type { NewMessage, SendResult } from '@/server/application/ports'
import { sendRefusal, sendRefused } from '@/server/domain/refuse-send'
import { maySee } from '@/server/domain/visibility'
import type { MemoryConversation, MemoryMessage, MemoryWorld } from './memory-world'
import { messageFor } from './message-of'

interface Placing extends NewMessage {
  readonly conversationId: string
  readonly replyTo?: Seq | undefined
}

/** One after the other; what a message answers was there before all of them. */
export function sendAll(world: MemoryWorld, inputs: readonly NewMessage[]): SendResult[] {
  const ends = new Map([...world.conversations].map(([id, { log }]) => [id, log.length]))
  return inputs.map((input) => {
    const [place] = input.places
    const at = place && 'conversationId' in place ? place : { conversationId: '' }
    return sendOne(world, { ...input, replyTo: undefined, ...at }, ends.get(at.conversationId) ?? 0)
  })
}

function sendOne(world: MemoryWorld, input: Placing, end: Seq): SendResult {
  const first = sentBefore(world, input)
  if (first !== undefined) return { ok: true, sent: receiptOf(first) }
  const conversation = world.conversations.get(input.conversationId)
  const member = conversation?.members.get(input.senderId)
  const answersVisible =
    input.replyTo === undefined ||
    (input.replyTo <= end &&
      conversation?.log[input.replyTo - 1]?.kind === 'message:posted' &&
      member !== undefined &&
      maySee(member, input.replyTo))
  const refusal = sendRefusal(member ?? null, conversation?.shared ?? null, answersVisible)
  if (refusal !== null || conversation === undefined || member === undefined) {
    return { ok: false, error: sendRefused(refusal ?? 'not_found') }
  }
  const message = store(world, conversation, input)
  const row = conversation.log[message.seq - 1]
  const shown = messageFor(world, conversation, member, message.id)
  const event = row && {
    kind: 'message:posted' as const,
    conversationId: input.conversationId,
    seq: message.seq,
    at: row.at,
    actorId: row.actorId,
    message: shown,
  }
  const recipients = [...conversation.members.values()].filter(({ active }) => active).map(({ userId }) => userId)
  return {
    ok: true,
    sent: receiptOf(message),
    ...(event && { committed: { opened: [], posted: [{ event, recipients }] } }),
  }
}

function sentBefore(world: MemoryWorld, { senderId, clientId }: NewMessage): MemoryMessage | undefined {
  for (const message of world.messages.values()) {
    if (message.senderId === senderId && message.clientId === clientId.toLowerCase()) return message
  }
  return undefined
}

function store(world: MemoryWorld, conversation: MemoryConversation, input: Placing): MemoryMessage {
  const sentAt = world.now(conversation.lastSentAt)
  const seq = conversation.log.length + 1
  const { senderId, text, conversationId } = input
  const clientId = input.clientId.toLowerCase()
  const createdAt = new Date(input.createdAt).toISOString()
  const message: MemoryMessage = {
    id: world.nextId(),
    senderId,
    clientId,
    text,
    createdAt,
    sentAt,
    editedAt: null,
    versions: [],
    deletedBy: null,
    replyTo: input.replyTo ?? null,
    reactions: [],
    conversationId,
    seq,
  }
  world.messages.set(message.id, message)
  conversation.lastSentAt = sentAt
  conversation.log.push({
    seq,
    kind: 'message:posted',
    actorId: senderId,
    at: sentAt,
    userId: null,
    messageId: message.id,
    target: null,
  })
  return message
}

function receiptOf({ id, conversationId, seq, sentAt }: MemoryMessage) {
  return { messageId: id, sentAt, places: [{ conversationId, seq }] }
}
