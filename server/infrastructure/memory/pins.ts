import type { HistoryEvent } from '@/contracts/dto'
import type { ConversationId, Seq } from '@/contracts/ids'
import { isShown } from '@/server/domain/shown'
import type { MemoryConversation, MemoryMember, MemoryPlacement, MemoryWorld } from './memory-world'

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

export function countPins(world: MemoryWorld, id: ConversationId): number {
  const isPin = ({ conversationId, pinned }: MemoryPlacement): boolean => conversationId === id && pinned !== null
  return [...world.messages.values()].filter(({ placements }) => placements.some(isPin)).length
}
