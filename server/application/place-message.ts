import type { Placed } from '@/contracts/events'
import type { PlaceMoreInput } from '@/contracts/inputs'
import { sendRefused } from '@/server/domain/refuse-send'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { publishCommitted, publishPosted } from './publish-change'

/**
 * More places for a message that was sent, all or none. The same again changes nothing.
 * @throws KithError as domain/place-message.ts
 */
export function placeMessage({ messages, relay }: Pick<Ports, 'messages' | 'relay'>) {
  return async (
    { userId }: Pick<Actor, 'userId'>,
    { conversationId, seq, places }: PlaceMoreInput,
  ): Promise<Placed> => {
    if (places.some((place) => 'userId' in place && place.userId === userId)) throw sendRefused('oneself')
    const { placed, committed } = await messages.place(userId, conversationId, seq, places)
    if (committed) {
      publishPosted({ relay }, committed, userId)
      publishCommitted({ relay }, committed.appended)
      await relay.flush()
    }
    return placed
  }
}
