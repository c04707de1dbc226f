import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  beginStay,
  covers,
  coversAll,
  endStay,
  hideSeq,
  type Interval,
  lastVisible,
  maySee,
  overlap,
} from './visibility'

const SEQS = Array.from({ length: 60 }, (_, i) => i + 1)

/** A member comes and goes; with `past`, what was before is opened to them. */
const history = fc.array(fc.record({ after: fc.integer({ min: 1, max: 5 }), past: fc.boolean() }), { maxLength: 8 })

function live(events: readonly { after: number; past: boolean }[]) {
  let seq = 0
  let inside = false
  let intervals: Interval[] = []
  const seen = new Set<number>()
  for (const { after, past } of events) {
    for (let i = 1; i < after; i++) {
      seq += 1
      if (inside) seen.add(seq)
    }
    seq += 1
    seen.add(seq)
    if (inside) intervals = endStay(intervals, seq)
    else {
      intervals = beginStay(intervals, past ? 1 : seq)
      if (past) for (let earlier = 1; earlier < seq; earlier++) seen.add(earlier)
    }
    inside = !inside
  }
  return { seq, inside, intervals, seen }
}

describe('who sees what', () => {
  test('a member sees exactly what their stays covered, however often they come and go', () => {
    fc.assert(
      fc.property(history, fc.nat(20), (events, clearedTo) => {
        const { seq, intervals, seen } = live(events)
        for (const at of SEQS.filter((one) => one <= seq)) {
          expect(maySee({ intervals, clearedTo }, at)).toBe(seen.has(at) && at > clearedTo)
        }
      }),
    )
  })

  test('they get to the conversation’s end while they are in it, and to their leaving otherwise', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { seq, inside, intervals, seen } = live(events)
        expect(lastVisible(intervals, seq + 3)).toBe(inside ? seq + 3 : Math.max(0, ...seen))
      }),
    )
  })

  test('intervals stay in order and apart', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { intervals } = live(events)
        for (const [i, { from }] of intervals.entries()) {
          const before = intervals[i - 1]
          if (before !== undefined) expect(before.to).toBeLessThan(from - 1)
        }
      }),
    )
  })

  test('two overlap when there is a seq that both cover', () => {
    fc.assert(
      fc.property(history, history, (one, other) => {
        const [a, b] = [live(one).intervals, live(other).intervals]
        const both = SEQS.some((seq) => [a, b].every((intervals) => maySee({ intervals, clearedTo: 0 }, seq)))
        expect(overlap(a, b)).toBe(both)
      }),
    )
  })
})

describe('seqs that are hidden', () => {
  test('hiding takes exactly that seq, and leaves stays in order and apart', () => {
    fc.assert(
      fc.property(history, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 9 }), (events, hidden) => {
        const { intervals: before } = live(events)
        const after = hidden.reduce(hideSeq, before)
        for (const at of SEQS) expect(covers(after, at)).toBe(covers(before, at) && !hidden.includes(at))
        const ends = after.flatMap(({ from, to }) => [from, to ?? Number.POSITIVE_INFINITY])
        expect(ends).toEqual([...ends].sort((a, b) => a - b))
      }),
    )
  })

  test('a run is covered when each of its seqs is', () => {
    fc.assert(
      fc.property(history, fc.nat(20), fc.nat(20), (events, from, more) => {
        const { intervals } = live(events)
        const run = Array.from({ length: more + 1 }, (_, i) => from + i)
        // Stays that touch have melted into one.
        expect(coversAll(intervals, from, from + more)).toBe(run.every((seq) => covers(intervals, seq)))
      }),
    )
  })
})
