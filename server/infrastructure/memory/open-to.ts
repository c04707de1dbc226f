import type { ConversationId, UserId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'

/** The conversation as one of its members, present or past, comes to it. @throws KithError `not_found` */
export function openTo(
  world: MemoryWorld,
  userId: UserId,
  conversationId: ConversationId,
): { conversation: MemoryConversation; member: MemoryMember } {
  const conversation = world.conversations.get(conversationId)
  const member = conversation?.members.get(userId)
  if (conversation === undefined || member === undefined) throw notFound('conversation')
  return { conversation, member }
}
