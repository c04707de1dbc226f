import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Those of the messages that the actor may see, cut as previews. @throws KithError `not_found` */
export function readQuotes({ messages }: Pick<Ports, 'messages'>) {
  return (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, seqs }: { conversationId: ConversationId; seqs: readonly Seq[] },
  ): Promise<readonly MessagePosted[]> => messages.quotes(userId, conversationId, seqs)
}
