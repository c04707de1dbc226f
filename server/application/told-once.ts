import type { MessagePosted } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { Committed, CommittedPlacing } from './log-ports'

/**
 * How people are told that a message has more places: from the events in all of them, each for those who see the message
 * in the same places. Whoever sees it in new ones alone is told once; who has it already, place by place.
 */
export function toldOnce(
  committed: readonly Committed[],
  fresh: ReadonlySet<ConversationId>,
): Pick<CommittedPlacing, 'posted' | 'appended'> {
  const posted: Committed<MessagePosted>[] = []
  const appended: Committed[] = []
  for (const { event, ...told } of committed) {
    if (event.kind !== 'message:posted' || !event.message.places.every((place) => fresh.has(place.conversationId))) {
      appended.push({ event, ...told })
    } else if (event.message.places[0]?.conversationId === event.conversationId) posted.push({ event, ...told })
  }
  return { posted, appended }
}
