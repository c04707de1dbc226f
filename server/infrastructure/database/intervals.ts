import type { SeqRange } from '@/contracts/dto'
import type { Interval } from '@/server/domain/visibility'

/** From the text of an int4multirange: `{[1,8),[12,)}`. */
export function intervalsOf(multirange: string): Interval[] {
  return [...multirange.matchAll(/\[(\d+),(\d*)\)/g)].map(([, from, end]) => ({
    from: Number(from),
    to: end === '' ? null : Number(end) - 1,
  }))
}

/** As `intervalsOf`, of a bounded one. */
export function rangesOf(multirange: string): SeqRange[] {
  return intervalsOf(multirange).map(({ from, to }) => ({ from, to: to ?? from }))
}

export function multirangeOf(intervals: readonly Interval[]): string {
  return `{${intervals.map(({ from, to }) => `[${from},${to === null ? '' : to + 1})`).join()}}`
}
