import type { MarksMoved } from '@/contracts/events'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { Actor } from './account-ports'
import { type Answered, NOBODY_ANSWERED } from './answered'
import type { Ports } from './ports'
import { publishReceipts } from './publish-change'
import { publishStates } from './publish-state'

/** The senders of what is covered are told, and the user's other devices. */
export function moveMarks({ messages, relay }: Pick<Ports, 'messages' | 'relay'>) {
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { moves }: { moves: readonly MarkMoveInput[] },
    answered: Answered = NOBODY_ANSWERED,
  ): Promise<MarksMoved> => {
    const { states, receipts } = await messages.moveMarks(userId, moves)
    publishReceipts({ relay }, receipts)
    publishStates({ relay }, userId, states, answered())
    await relay.flush()
    return { states }
  }
}
