import type { ConversationId } from '@/contracts/ids'
import type { Actor, Ports } from './ports'

/** Tells the others in a conversation that the actor types. Kept nowhere. @throws KithError `not_found` */
export function startTyping({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  return async (actor: Actor, conversationId: ConversationId): Promise<void> => {
    const others = await conversations.others(actor.userId, conversationId)
    relay.publish(
      others.map((userId) => `user.${userId}` as const),
      { name: 'typing:started', payload: { conversationId, userId: actor.userId } },
    )
  }
}
