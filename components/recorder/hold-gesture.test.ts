import { expect, test } from 'vitest'
import { CANCEL_PX, holdMove, LOCK_PX } from './hold-gesture'

test('a finger that trembles goes on recording', () => {
  expect([holdMove(0, 0), holdMove(30, 20), holdMove(-300, -300)]).toEqual(['stay', 'stay', 'stay'])
})

test('up locks, away cancels, and the farther one wins', () => {
  expect(holdMove(10, LOCK_PX)).toBe('lock')
  expect(holdMove(CANCEL_PX, 10)).toBe('cancel')
  expect(holdMove(CANCEL_PX, CANCEL_PX + 1)).toBe('lock')
  expect(holdMove(CANCEL_PX + 1, LOCK_PX)).toBe('cancel')
})
