import type { HistoryEvent } from '@/contracts/dto'
import type { Instant } from '@/contracts/ids'

/** When it is erased where it was told. */
export function expiryOf(event: HistoryEvent): Instant | undefined {
  if (event.kind !== 'message:posted') return undefined
  return event.message.places.find(({ conversationId }) => conversationId === event.conversationId)?.expiresAt
}
