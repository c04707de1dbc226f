import type { PrivateStateInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import type { StateOf } from './log-ports'
import type { Ports } from './ports'
import { publishStates } from './publish-state'

/** Mute, pin, archive, mark as unread, a draft: for oneself, in step across one's devices. @throws KithError `not_found` */
export function setPrivateState({ conversations, relay }: Pick<Ports, 'conversations' | 'relay'>) {
  return async ({ userId }: Pick<Actor, 'userId'>, input: PrivateStateInput): Promise<StateOf> => {
    const state = await conversations.setPrivateState(userId, input)
    publishStates({ relay }, userId, [state])
    await relay.flush()
    return state
  }
}
