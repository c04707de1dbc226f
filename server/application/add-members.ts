import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor, Ports } from './ports'
import { publishChange } from './publish-change'
import { whoCanBeAdded } from './who-can-be-added'

/** Who is in it already stays as they are. Answers who couldn't be added, without saying why. @throws KithError `not_found`, `not_allowed`, `closed`, `full` */
export function addMembers(
  { conversations, relay, blocks }: Pick<Ports, 'conversations' | 'relay' | 'blocks'>,
  { groupMembers }: { readonly groupMembers: number },
) {
  const publish = publishChange({ relay })
  const choose = whoCanBeAdded({ blocks })
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, userIds }: { conversationId: ConversationId; userIds: readonly UserId[] },
  ): Promise<{ notAdded: readonly UserId[] }> => {
    const { added, notAdded } = await choose(userId, userIds)
    const change = await conversations.addMembers(userId, conversationId, added, groupMembers)
    await publish(change)
    return { notAdded: [...notAdded, ...change.notAdded] }
  }
}
