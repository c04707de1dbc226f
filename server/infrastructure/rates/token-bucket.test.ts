import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TokenBucket } from './token-bucket'

it('lets through a burst, then as many as have become due', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 0)
  expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false])
  expect([500, 500, 1_000].map((now) => bucket.take(now))).toEqual([true, false, true])
})

it('never lets through more than burst and rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000)), (waits) => {
      const bucket = new TokenBucket({ burst: 5, perSecond: 2 }, 0)
      let now = 0
      let taken = 0
      for (const wait of waits) {
        now += wait
        if (bucket.take(now)) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(5 + (now / 1_000) * 2 + 1e-6)
    }),
  )
})
