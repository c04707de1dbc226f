import { randomUUID } from 'node:crypto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'
import type { Conversations, MessageLog, NewMessage } from '@/server/application/log-ports'

/** What a contract suite of the log plays on: both ports over one world, and people for it. */
export interface ConversationStage {
  readonly messages: MessageLog
  readonly conversations: Conversations
  newUser(): Promise<UserId>
}

export const MAX_MEMBERS = 5

/** A group of `count` people; the first owns it. */
export async function makeGroup(stage: ConversationStage, count: number) {
  const people: UserId[] = []
  for (let i = 0; i < count; i++) people.push(await stage.newUser())
  const [owner = '', ...userIds] = people
  const group = { name: 'Hiking', userIds, pictureId: null, maxMembers: MAX_MEMBERS }
  const { conversationId } = await stage.conversations.createGroup(owner, group)
  return { id: conversationId, people, owner, second: userIds[0] ?? '', third: userIds[1] ?? '' }
}

export function newMessage(
  senderId: UserId,
  conversationId: ConversationId,
  text = 'Hello',
  replyTo?: Seq,
): NewMessage {
  return {
    senderId,
    kind: 'text',
    text,
    attachments: [],
    mentions: [],
    places: [{ conversationId, replyTo }],
    clientId: randomUUID(),
    createdAt: '2026-01-02T03:04:05.678Z',
  }
}

/** Sends one text and answers its seq. Throws what it is refused for. */
export async function say(stage: ConversationStage, senderId: UserId, id: ConversationId, text?: string) {
  const [result] = await stage.messages.send([newMessage(senderId, id, text)])
  if (!result?.ok) throw result?.error ?? new Error('A send had no result.')
  return result.sent.places[0]?.seq ?? 0
}
