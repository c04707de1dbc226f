import type { OverviewLine } from '../kith'

/** When something last happened there: the newest event, or what waits to go out. */
function activeAt({ entry, pending }: OverviewLine): string {
  const at = entry.lastEvent?.at ?? entry.conversation.createdAt
  const waiting = pending.at(-1)?.createdAt
  return waiting !== undefined && at < waiting ? waiting : at
}

const compare = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/** Pinned first, then newest first; ids tell apart what happened at once. */
export function byActivity(a: OverviewLine, b: OverviewLine): number {
  const pinned = Number(b.state.pinnedAt !== null) - Number(a.state.pinnedAt !== null)
  if (pinned !== 0) return pinned
  const [idA, idB] = [a.entry.conversation.id, b.entry.conversation.id]
  return compare(activeAt(a), activeAt(b)) || idB.length - idA.length || compare(idA, idB)
}

/** A direct conversation in which nothing was said yet isn't listed. */
export function isListed({ entry, pending }: OverviewLine): boolean {
  if (entry.conversation.kind === 'group' || pending.length > 0) return true
  return entry.lastEvent !== null && entry.lastEvent.kind !== 'conversation:created'
}
