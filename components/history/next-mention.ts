import type { HistoryEvent, PrivateState } from '@/contracts/dto'
import type { Seq, UserId } from '@/contracts/ids'

/** The oldest of the unread messages here that mention me; null: none, or it isn't here. */
export function nextMention(events: readonly HistoryEvent[], state: PrivateState | null, meId: UserId): Seq | null {
  if (state === null || state.mentions === 0) return null
  const next = events.find(
    (event) =>
      event.seq > state.read &&
      event.kind === 'message:posted' &&
      event.actorId !== meId &&
      event.message.mentions.includes(meId),
  )
  return next?.seq ?? null
}
