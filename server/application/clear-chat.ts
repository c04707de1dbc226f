import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { StateOf } from './log-ports'
import type { Ports } from './ports'
import { publishChange } from './publish-change'
import { publishStates } from './publish-state'

type Who = Pick<Actor, 'userId'>

/**
 * Deletes a chat for oneself; a group is left by it. What nobody has any more is erased for ever, soon after.
 * @throws KithError `not_found`
 */
export function clearChat(ports: Pick<Ports, 'conversations' | 'relay' | 'pictures'>) {
  const publish = publishChange(ports)
  return async ({ userId }: Who, conversationId: ConversationId): Promise<StateOf> => {
    const { state, picture, ...change } = await ports.conversations.clear(userId, conversationId)
    publishStates(ports, userId, [state])
    const committed = change.committed.map(({ event, recipients }) => ({
      event,
      recipients: without(recipients, userId),
    }))
    await publish({ ...change, committed })
    if (picture !== null) await ports.pictures.release(picture)
    return state
  }
}

/** Who deleted it is shown nothing of it any more, their leaving included. */
const without = (recipients: readonly UserId[], userId: UserId) => recipients.filter((other) => other !== userId)

/** What deleting the chat would do now. @throws KithError `not_found` */
export function readClearing({ conversations }: Pick<Ports, 'conversations'>) {
  return ({ userId }: Who, conversationId: ConversationId): Promise<{ forAll: boolean }> =>
    conversations.clearing(userId, conversationId)
}
