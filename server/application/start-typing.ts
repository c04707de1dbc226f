import type { ConversationId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Tells those others in a conversation who may know that the actor types. Kept nowhere. @throws KithError `not_found` */
export function startTyping({ conversations, privacy, relay }: Pick<Ports, 'conversations' | 'privacy' | 'relay'>) {
  return async (actor: Actor, conversationId: ConversationId): Promise<void> => {
    const others = await conversations.others(actor.userId, conversationId)
    const told = await privacy.allowed('typing', actor.userId, others)
    relay.publish(
      told.map((userId) => `user.${userId}` as const),
      { name: 'typing:started', payload: { conversationId, userId: actor.userId } },
    )
  }
}
