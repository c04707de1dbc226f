import type { MemberRole } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'

/** `owner` hands the group over. @throws KithError `not_found`, `not_allowed`, `closed` */
export function setRole({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  const publish = publishChange({ relay })
  return async (
    actor: Pick<Actor, 'userId'>,
    { conversationId, userId, role }: { conversationId: ConversationId; userId: UserId; role: MemberRole },
  ): Promise<void> => {
    await publish(await conversations.setRole(actor.userId, conversationId, userId, role))
  }
}
