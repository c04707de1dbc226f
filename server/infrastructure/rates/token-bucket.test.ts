import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FULL, type Rate, taken, waitMs } from './token-bucket'

/** How many are let through, one try at each of these. */
function through(rate: Rate, tries: readonly number[]): boolean[] {
  let fullAt = FULL
  return tries.map((now) => {
    if (waitMs(fullAt, rate, now) > 0) return false
    fullAt = taken(fullAt, rate, now)
    return true
  })
}

it('lets through a burst, then as many as have become due', () => {
  const rate = { burst: 3, perSecond: 2 }
  expect(through(rate, [0, 0, 0, 0, 500, 500, 1_000])).toEqual([true, true, true, false, true, false, true])
})

it('says when there is the next one, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 60 }),
      fc.nat(9),
      (burst, perSecond, more) => {
        const rate = { burst, perSecond }
        let fullAt = FULL
        for (let n = 0; n < burst + more; n++) fullAt = taken(fullAt, rate, 100)
        const wait = waitMs(fullAt, rate, 100)
        expect(wait).toBe(Math.ceil(((more + 1) * 1_000) / perSecond - 1e-6))
        expect(waitMs(fullAt, rate, 100 + wait)).toBe(0)
        expect(waitMs(fullAt, rate, 99 + wait)).toBeGreaterThan(0)
      },
    ),
  )
})

it('never lets through more than burst and rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000)), (waits) => {
      const ends = waits.map((_, at) => waits.slice(0, at + 1).reduce((sum, wait) => sum + wait, 0))
      const passed = through({ burst: 5, perSecond: 2 }, ends)
      for (const [at, end] of ends.entries()) {
        const count = passed.slice(0, at + 1).filter(Boolean).length
        expect(count).toBeLessThanOrEqual(5 + (end / 1_000) * 2 + 1e-6)
      }
    }),
  )
})
