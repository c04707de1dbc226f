import type { PendingInvitation } from '@/contracts/dto'
import type { ConversationId, UserId } from '@/contracts/ids'
import type { Actor } from './account-ports'
import type { StateOf } from './log-ports'
import type { Ports } from './ports'
import { publishChange, publishPrivate } from './publish-change'
import { publishStates } from './publish-state'

type RequestPorts = Pick<Ports, 'requests' | 'relay'>
type Who = Pick<Actor, 'userId'>

/** From now on it is a chat like others. @throws KithError `not_found`, `not_allowed` */
export function acceptRequest({ requests, relay }: RequestPorts) {
  return async ({ userId }: Who, conversationId: ConversationId): Promise<StateOf> => {
    const state = await requests.accept(userId, conversationId)
    publishStates({ relay }, userId, [state])
    await relay.flush()
    return state
  }
}

/** @throws KithError `not_found` where there is no invitation any more, `full`, `closed` */
export function joinGroup({ requests, relay }: RequestPorts, { groupMembers }: { readonly groupMembers: number }) {
  const publish = publishChange({ relay })
  return async ({ userId }: Who, conversationId: ConversationId): Promise<void> =>
    publish(await requests.join(userId, conversationId, groupMembers))
}

export function declineInvitation({ requests, relay }: RequestPorts) {
  return async ({ userId }: Who, conversationId: ConversationId): Promise<void> => {
    publishPrivate({ relay }, await requests.decline(userId, conversationId))
    await relay.flush()
  }
}

/** @throws KithError `not_found`, `not_allowed` */
export function takeInvitationBack({ requests, relay }: RequestPorts) {
  return async (
    { userId }: Who,
    { conversationId, userId: invitedId }: { readonly conversationId: ConversationId; readonly userId: UserId },
  ): Promise<void> => {
    publishPrivate({ relay }, await requests.takeBack(userId, conversationId, invitedId))
    await relay.flush()
  }
}

/** Whom the group waits for. @throws KithError `not_found`, `not_allowed` */
export function listPending({ requests }: Pick<Ports, 'requests'>) {
  return ({ userId }: Who, conversationId: ConversationId): Promise<readonly PendingInvitation[]> =>
    requests.pending(userId, conversationId)
}
