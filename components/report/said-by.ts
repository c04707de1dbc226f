import type { HistoryEvent, MessagePosted } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'

/** What somebody said, of what is here and not deleted. */
export function saidBy(events: readonly HistoryEvent[], userId: UserId): readonly MessagePosted[] {
  return events.filter(
    (event): event is MessagePosted =>
      event.kind === 'message:posted' && event.message.senderId === userId && event.message.deleted === null,
  )
}
