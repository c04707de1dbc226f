import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'

/** The one conversation with that person, made when there is none. @throws KithError `not_found`, `invalid` for oneself */
export function openDirect({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  const publish = publishChange({ relay })
  return async ({ userId }: Pick<Actor, 'userId'>, otherId: UserId): Promise<{ conversationId: ConversationId }> => {
    const { conversationId, created, ...change } = await conversations.openDirect(userId, otherId)
    if (created) await publish(change)
    return { conversationId }
  }
}
