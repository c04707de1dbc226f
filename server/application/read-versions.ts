import type { MessageVersion } from '@/contracts/dto'
import type { MessageInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** A message's earlier wordings, oldest first. @throws KithError `not_found` */
export function readVersions({ messages }: Pick<Ports, 'messages'>) {
  return (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, seq }: MessageInput,
  ): Promise<readonly MessageVersion[]> => messages.versions(userId, conversationId, seq)
}
