import { expect, test } from 'vitest'
import { advanceReceipts, reachedByOthers } from './receipts'

const member = (userId: string, delivered: number, seen: number, active = true) => ({ userId, active, delivered, seen })
const NONE = { delivered: 0, seen: 0 }

test('the slowest of the others decides, each mark by itself', () => {
  const members = [member('1', 9, 9), member('2', 7, 2), member('3', 5, 4)]
  expect(reachedByOthers(members, '1')).toEqual({ delivered: 5, seen: 2 })
})

test('who has left is not waited for', () => {
  expect(reachedByOthers([member('1', 0, 0), member('2', 7, 7), member('3', 1, 1, false)], '1')).toEqual({
    delivered: 7,
    seen: 7,
  })
})

test('with nobody else in it receipts stay as they are', () => {
  expect(advanceReceipts({ delivered: 3, seen: 1 }, [5], reachedByOthers([member('1', 9, 9)], '1'))).toEqual({
    delivered: 3,
    seen: 1,
  })
})

test('a receipt is one’s own newest message up to there, and never goes back', () => {
  expect(advanceReceipts(NONE, [2, 4, 8], { delivered: 7, seen: 2 })).toEqual({ delivered: 4, seen: 2 })
  expect(advanceReceipts({ delivered: 8, seen: 4 }, [2, 4, 8], { delivered: 3, seen: 3 })).toEqual({
    delivered: 8,
    seen: 4,
  })
  expect(advanceReceipts(NONE, [], { delivered: 7, seen: 7 })).toEqual(NONE)
})
