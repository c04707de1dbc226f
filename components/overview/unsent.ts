import type { OverviewLine, PendingMessage } from '@/client/kith'
import type { UserId } from '@/contracts/ids'

/** What was refused and stands in none of the chats: nobody would see that it wasn't sent. `lines`: all of them. */
export function unsentElsewhere(
  pending: readonly PendingMessage[],
  lines: readonly OverviewLine[],
  me: UserId,
): readonly PendingMessage[] {
  const failed = pending.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return failed
  const ids = new Set(lines.map(({ entry }) => entry.conversation.id))
  const others = new Set(lines.flatMap(({ entry }) => entry.conversation.pair ?? []).filter((id) => id !== me))
  const isHere = (place: PendingMessage['places'][number]) =>
    'conversationId' in place ? ids.has(place.conversationId) : others.has(place.userId)
  return failed.filter(({ places }) => !places.some(isHere))
}
