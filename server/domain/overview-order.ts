import type { OverviewEntry } from '@/contracts/dto'
import type { ConversationId, Instant } from '@/contracts/ids'

/** What a line's place in the overview is decided by. */
export interface Standing {
  readonly pinned: boolean
  readonly activeAt: Instant
  readonly id: ConversationId
}

const compare = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/** Pinned first, then newest first; ids tell apart what happened at once. */
export function byStanding(a: Standing, b: Standing): number {
  const pinned = Number(b.pinned) - Number(a.pinned)
  return pinned || compare(a.activeAt, b.activeAt) || b.id.length - a.id.length || compare(a.id, b.id)
}

/** When something last happened there that is a line of its history. */
export const activeAt = ({ conversation, lastEvent }: OverviewEntry): Instant => lastEvent?.at ?? conversation.createdAt

/** A direct conversation in which nothing was said yet isn't listed. */
export function isListed({ conversation, lastEvent }: OverviewEntry): boolean {
  return conversation.kind === 'group' || (lastEvent !== null && lastEvent.kind !== 'conversation:created')
}

/** Those that stand first where one looks first: among the chats that are neither archived nor wait for a yes. */
export function firstOf(entries: readonly OverviewEntry[], count: number): readonly OverviewEntry[] {
  const standing = (entry: OverviewEntry): Standing => ({
    pinned: entry.state.pinnedAt !== null,
    activeAt: activeAt(entry),
    id: entry.conversation.id,
  })
  return entries
    .filter((entry) => isListed(entry) && !entry.state.archived && !entry.state.request)
    .sort((a, b) => byStanding(standing(a), standing(b)))
    .slice(0, count)
}
