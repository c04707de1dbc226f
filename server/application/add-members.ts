import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor, Ports } from './ports'
import { publishChange } from './publish-change'

/** Who is in it already stays as they are. @throws KithError `not_found`, `not_allowed`, `closed`, `full` */
export function addMembers(
  { conversations, relay }: Pick<Ports, 'conversations' | 'relay'>,
  { groupMembers }: { readonly groupMembers: number },
) {
  const publish = publishChange({ relay })
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, userIds }: { conversationId: ConversationId; userIds: readonly UserId[] },
  ): Promise<void> => {
    await publish(await conversations.addMembers(userId, conversationId, userIds, groupMembers))
  }
}
