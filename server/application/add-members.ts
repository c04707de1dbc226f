import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Added } from './log-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'

/** Who is in it already stays as they are. Answers who is to agree first, and who couldn't be added, without saying why. @throws KithError `not_found`, `not_allowed`, `closed`, `full` */
export function addMembers(
  { conversations, relay }: Pick<Ports, 'conversations' | 'relay'>,
  { groupMembers }: { readonly groupMembers: number },
) {
  const publish = publishChange({ relay })
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, userIds }: { conversationId: ConversationId; userIds: readonly UserId[] },
  ): Promise<Pick<Added, 'invited' | 'notAdded'>> => {
    const { invited, notAdded, ...change } = await conversations.addMembers(
      userId,
      conversationId,
      userIds,
      groupMembers,
    )
    await publish(change)
    return { invited, notAdded }
  }
}
