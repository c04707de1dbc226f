import type { Member } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Present and past, as far as the actor's stay shows them. @throws KithError `not_found` */
export function listMembers({ conversations }: Pick<Ports, 'conversations'>) {
  return ({ userId }: Pick<Actor, 'userId'>, conversationId: ConversationId): Promise<readonly Member[]> =>
    conversations.members(userId, conversationId)
}
