import type { ConversationId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'

/** What came before stays readable. @throws KithError `not_found`, `not_allowed` for direct ones, `closed` */
export function leaveGroup({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  const publish = publishChange({ relay })
  return async ({ userId }: Pick<Actor, 'userId'>, conversationId: ConversationId): Promise<void> => {
    await publish(await conversations.removeMember(userId, conversationId, userId))
  }
}
