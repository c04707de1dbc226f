import type { SeqRange } from '@/contracts/dto'
import type { Seq } from '@/contracts/ids'
import type { Visibility } from './visibility'

/** The parts of `ranges` that a member may see. In order, as these are. */
export function rangesSeen({ intervals, clearedTo }: Visibility, ranges: readonly SeqRange[]): readonly SeqRange[] {
  return ranges.flatMap((range) =>
    intervals.flatMap(({ from: begin, to: end }) => {
      const from = Math.max(range.from, begin, clearedTo + 1)
      const to = Math.min(range.to, end ?? range.to)
      return from <= to ? [{ from, to }] : []
    }),
  )
}

/** Ascending seqs as ranges. */
export function rangesOfSeqs(seqs: readonly Seq[]): readonly SeqRange[] {
  const ranges: { from: Seq; to: Seq }[] = []
  for (const seq of seqs) {
    const last = ranges.at(-1)
    if (last !== undefined && seq <= last.to + 1) last.to = seq
    else ranges.push({ from: seq, to: seq })
  }
  return ranges
}

export function within(ranges: readonly SeqRange[], seq: Seq): boolean {
  return ranges.some(({ from, to }) => seq >= from && seq <= to)
}

/** Both as one, in order and without neighbours that touch. */
export function joined(some: readonly SeqRange[], more: readonly SeqRange[]): readonly SeqRange[] {
  const all: { from: Seq; to: Seq }[] = []
  for (const { from, to } of [...some, ...more].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}
