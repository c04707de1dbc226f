import type { HistoryEvent } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import { isShown } from '@/server/domain/shown'
import type { MemoryConversation, MemoryMember, MemoryPlacement, MemoryWorld } from './memory-world'
import { pinnedFor } from './message-of'

/** Where those of `lines`, as the member is shown them, stand that are pinned: oldest pin first. */
export function pinnedAmong(
  lines: readonly HistoryEvent[],
  { identity, log }: MemoryConversation,
  member: MemoryMember,
): Seq[] {
  const pinnedSeq = (target: Seq): Seq =>
    log.findLast(
      (row) => row.kind === 'message:pinned' && row.target === target && isShown(identity.kind, member, row.seq),
    )?.seq ?? 0
  return lines
    .filter((event) => event.kind === 'message:posted' && event.message.pinned !== null)
    .map(({ seq }) => seq)
    .sort((a, b) => pinnedSeq(a) - pinnedSeq(b))
}

/** How many messages are pinned, as this member knows it. */
export function countPins(world: MemoryWorld, conversation: MemoryConversation, member: MemoryMember): number {
  const isPin = (place: MemoryPlacement): boolean =>
    place.conversationId === conversation.identity.id && pinnedFor(conversation, place, member)
  return [...world.messages.values()].filter(({ placements }) => placements.some(isPin)).length
}
