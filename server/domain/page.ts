import type { Seq } from '@/contracts/ids'

export interface PageBounds {
  readonly before?: Seq | undefined
  readonly after?: Seq | undefined
  readonly around?: Seq | undefined
  readonly limit: number
}

/**
 * How many to take from before and from `around` on, of those that there are: about half of each, and what one side
 * lacks from the other.
 */
export function halves(limit: number, older: number, newer: number): { older: number; newer: number } {
  const fromOlder = Math.min(older, Math.max(Math.floor(limit / 2), limit - newer))
  return { older: fromOlder, newer: Math.min(newer, limit - fromOlder) }
}

/** The page of `seqs` (visible, ascending) that is asked for. */
export function pageOf(seqs: readonly Seq[], { before, after, around, limit }: PageBounds): readonly Seq[] {
  if (around !== undefined) {
    const older = seqs.filter((seq) => seq < around)
    const newer = seqs.filter((seq) => seq >= around)
    const take = halves(limit, older.length, newer.length)
    return [...older.slice(older.length - take.older), ...newer.slice(0, take.newer)]
  }
  if (after !== undefined) return seqs.filter((seq) => seq > after).slice(0, limit)
  return seqs.filter((seq) => before === undefined || seq < before).slice(-limit)
}

/** Whether nothing visible is older, or newer, than the page; for an empty page, than the place that was asked for. */
export function edgesOf(
  visible: { readonly first: Seq; readonly last: Seq } | null,
  page: readonly Seq[],
  { after }: PageBounds,
): { atStart: boolean; atEnd: boolean } {
  if (visible === null) return { atStart: true, atEnd: true }
  const [oldest, newest] = [page[0], page.at(-1)]
  if (oldest === undefined || newest === undefined) return { atStart: after === undefined, atEnd: after !== undefined }
  return { atStart: oldest <= visible.first, atEnd: newest >= visible.last }
}
