import type { OverviewEntry } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** @throws KithError `not_found` */
export function readOverviewEntry({ messages }: Pick<Ports, 'messages'>) {
  return ({ userId }: Pick<Actor, 'userId'>, conversationId: ConversationId): Promise<OverviewEntry> =>
    messages.entry(userId, conversationId)
}
