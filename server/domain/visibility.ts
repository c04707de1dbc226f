import type { Seq } from '@/contracts/ids'

/** From…to, both inclusive. `to` is null while the stay goes on. */
export interface Interval {
  readonly from: Seq
  readonly to: Seq | null
}

/** What a member may see of a conversation. Intervals are in order and don't touch. */
export interface Visibility {
  readonly intervals: readonly Interval[]
  /** Nothing up to this seq is shown any more. */
  readonly clearedTo: Seq
}

/** The one rule of who sees what. The same in SQL: `seq <@ intervals AND seq > cleared_to`. */
export function maySee({ intervals, clearedTo }: Visibility, seq: Seq): boolean {
  return seq > clearedTo && covers(intervals, seq)
}

/** A change of a message is open to those to whom the message is. `target`: the seq at which that was posted. */
export function maySeeEvent(
  visibility: Visibility,
  { seq, target }: { readonly seq: Seq; readonly target: Seq | null },
): boolean {
  return maySee(visibility, seq) && (target === null || maySee(visibility, target))
}

export function covers(intervals: readonly Interval[], seq: Seq): boolean {
  return intervals.some(({ from, to }) => seq >= from && (to === null || seq <= to))
}

/** The last seq a member gets to: the conversation's, or the one at which their stay ended. */
export function lastVisible(intervals: readonly Interval[], lastSeq: Seq): Seq {
  const end = intervals.at(-1)
  return end === undefined ? 0 : (end.to ?? lastSeq)
}

/** All of from…to, both inclusive. */
export function coversAll(intervals: readonly Interval[], from: Seq, to: Seq): boolean {
  return intervals.some((one) => one.from <= from && (one.to === null || to <= one.to))
}

export function overlap(some: readonly Interval[], others: readonly Interval[]): boolean {
  return some.some((a) => others.some((b) => (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to)))
}

/** A stay begins: from `from` on, everything. Earlier stays that it reaches melt into it. */
export function beginStay(intervals: readonly Interval[], from: Seq): Interval[] {
  const apart = intervals.filter(({ to }) => to !== null && to < from - 1)
  const reached = intervals.find(({ to }) => to === null || to >= from - 1)
  return [...apart, { from: Math.min(from, reached?.from ?? from), to: null }]
}

/** The stay ends with `at`, the seq of the leaving itself. */
export function endStay(intervals: readonly Interval[], at: Seq): Interval[] {
  return intervals.map((interval) => (interval.to === null ? { ...interval, to: at } : interval))
}

/** The stay goes on, without this seq. */
export function hideSeq(intervals: readonly Interval[], seq: Seq): Interval[] {
  return intervals.flatMap(({ from, to }) => {
    if (seq < from || (to !== null && seq > to)) return [{ from, to }]
    return [...(from < seq ? [{ from, to: seq - 1 }] : []), ...(to === null || to > seq ? [{ from: seq + 1, to }] : [])]
  })
}

/** One seq more, after a stay that is over: what is deleted is taken from those who left, too. */
export function showSeq(intervals: readonly Interval[], seq: Seq): Interval[] {
  const last = intervals.at(-1)
  if (last?.to !== seq - 1) return [...intervals, { from: seq, to: seq }]
  return [...intervals.slice(0, -1), { ...last, to: seq }]
}
