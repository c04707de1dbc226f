import type { OwnChange, StarredMessage } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { OwnInput, StarredInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishStates } from './publish-state'

type Who = Pick<Actor, 'userId'>

/** Star, or delete for oneself: in step across one's devices. @throws KithError `not_found` */
export function setOwn({ messages, relay }: Pick<Ports, 'messages' | 'relay'>) {
  return async ({ userId }: Who, input: OwnInput): Promise<OwnChange> => {
    const { change, state } = await messages.setOwn(userId, input)
    if (change.marks.length > 0) {
      relay.publish([`user.${userId}`], { name: 'own:changed', payload: change })
      publishStates({ relay }, userId, [state])
      await relay.flush()
    }
    return change
  }
}

/** @throws KithError `not_found` */
export function readOwnSince({ messages }: Pick<Ports, 'messages'>) {
  return ({ userId }: Who, { conversationId, after }: { conversationId: ConversationId; after: number }) =>
    messages.ownSince(userId, conversationId, after)
}

export function readStarred({ messages }: Pick<Ports, 'messages'>) {
  return ({ userId }: Who, input: StarredInput): Promise<readonly StarredMessage[]> => messages.starred(userId, input)
}
