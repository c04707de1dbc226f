import type { MessageInfo } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Who got one of the actor's own messages, and when. @throws KithError `not_found` for others' messages too */
export function readMessageInfo({ messages }: Pick<Ports, 'messages'>) {
  return (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, seq }: { conversationId: ConversationId; seq: Seq },
  ): Promise<MessageInfo> => messages.info(userId, conversationId, seq)
}
