import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALBUM_WIDTH, albumRows, singleWidth, TILES_MAX, tileRatio } from './album-layout'

describe('the layout of an album', () => {
  it('has a place for each picture, up to those that stand behind the last', () => {
    for (let count = 1; count <= 30; count++) {
      const places = albumRows(count).reduce((sum, inRow) => sum + inRow, 0)
      expect(places).toBe(Math.min(count, TILES_MAX))
    }
  })

  it('keeps every single picture within a chat, whatever its size', () => {
    const pixels = fc.option(fc.integer({ min: 1, max: 100_000 }))
    fc.assert(
      fc.property(pixels, pixels, (width, height) => {
        const taken = singleWidth({ width, height })
        expect(taken).toBeGreaterThanOrEqual(140)
        expect(taken).toBeLessThanOrEqual(ALBUM_WIDTH)
        expect(tileRatio(2, [{ width, height }])).toBeGreaterThan(0)
      }),
    )
  })

  it('draws a small picture no larger than it is', () => {
    expect(singleWidth({ width: 200, height: 200 })).toBe(200)
  })
})
