import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'

/** @throws KithError `not_found`, `not_allowed`, `closed` */
export function removeMember({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  const publish = publishChange({ relay })
  return async (
    actor: Pick<Actor, 'userId'>,
    { conversationId, userId }: { conversationId: ConversationId; userId: UserId },
  ): Promise<void> => {
    await publish(await conversations.removeMember(actor.userId, conversationId, userId))
  }
}
