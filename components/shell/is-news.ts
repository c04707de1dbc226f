import type { HistoryEvent } from '@/contracts/dto'
import type { ConversationId, Seq, UserId } from '@/contracts/ids'

/**
 * Whether a line's newest event is worth telling: said by somebody else, and new to me. A message that I have in another
 * place since before is not: it only got more places.
 * @param before the newest seq of each line as it was told last
 */
export function isNews(event: HistoryEvent | null, before: ReadonlyMap<ConversationId, Seq>, meId: UserId): boolean {
  if (event?.kind !== 'message:posted' || event.actorId === meId) return false
  const wasHere = (place: { conversationId: ConversationId; seq: Seq }) =>
    place.seq <= (before.get(place.conversationId) ?? 0)
  return !wasHere(event) && !event.message.places.some(wasHere)
}
