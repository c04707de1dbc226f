import fc from 'fast-check'
import { expect, it } from 'vitest'
import { centred, moved, squareOf, zoomed } from './crop'

const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
const step = fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }))

it('the square stays inside the picture, however it is dragged and zoomed', () => {
  fc.assert(
    fc.property(size, fc.array(fc.tuple(step, fc.double({ min: 0, max: 9, noNaN: true }))), (picture, moves) => {
      const crop = moves.reduce((now, [[x, y], zoom]) => zoomed(moved(now, x, y), zoom), centred(picture))
      const { x, y, side } = squareOf(crop)
      expect(side).toBeGreaterThan(0)
      expect(x).toBeGreaterThanOrEqual(-1e-6)
      expect(y).toBeGreaterThanOrEqual(-1e-6)
      expect(x + side).toBeLessThanOrEqual(picture.width + 1e-6)
      expect(y + side).toBeLessThanOrEqual(picture.height + 1e-6)
    }),
  )
})

it('begins with the largest square, in the middle', () => {
  expect(squareOf(centred({ width: 400, height: 300 }))).toEqual({ x: 50, y: 0, side: 300 })
})
