import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sightOf } from './use-lines-in-sight'

const px = fc.double({ min: -500, max: 100_000, noNaN: true })

describe('what is drawn of lines', () => {
  it('has every line of which a pixel is in sight, and only a few more', () => {
    fc.assert(
      fc.property(px, fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 20, max: 200 }), (top, room, height) => {
        const { from, to } = sightOf(top, room, height)
        const above = Math.max(0, top)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(from * height).toBeLessThanOrEqual(above)
        expect(to * height).toBeGreaterThanOrEqual(above + room)
        expect(to - from).toBeLessThanOrEqual(room / height + 16)
      }),
    )
  })

  it('stays the same while less than two lines are scrolled', () => {
    expect(sightOf(720, 600, 72)).toEqual(sightOf(740, 600, 72))
    expect(sightOf(720, 600, 72)).not.toEqual(sightOf(720 + 144, 600, 72))
  })
})
