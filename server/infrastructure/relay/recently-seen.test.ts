import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RecentlySeen } from './recently-seen'

it('knows what was seen among the last of its capacity', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 })), fc.integer({ min: 1, max: 10 }), (ids, capacity) => {
      const seen = new RecentlySeen(capacity)
      ids.forEach((id, at) => {
        const answer = seen.check(String(id))
        const recent = new Set(ids.slice(0, at).slice(-capacity))
        if (recent.has(id)) expect(answer).toBe(true)
        if (!ids.slice(0, at).includes(id)) expect(answer).toBe(false)
      })
    }),
    { examples: [[[0, 2, 1, 3, 4, 2, 5, 2], 3]] },
  )
})
