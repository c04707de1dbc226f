import { beforeEach, expect, test } from 'vitest'
import { posted } from '@/client/testing/make'
import { SELECTED_MAX, selectUpTo, stopSelecting, toggleSelected, useSelected } from './selection'

const all = Array.from({ length: 2 * SELECTED_MAX }, (_, index) => posted(index + 1))
const chosen = () => [...useSelected.getState().chosen.keys()].sort((a, b) => a - b)

beforeEach(stopSelecting)

test('the first one selected begins it, and taking it out again leaves it open', () => {
  toggleSelected(posted(3))
  expect(useSelected.getState().id).toBe('1')
  toggleSelected(posted(3))
  expect(chosen()).toEqual([])
  expect(useSelected.getState().id).toBe('1')
})

test('Shift takes all from the last one, in either direction, and keeps the others', () => {
  toggleSelected(posted(9))
  toggleSelected(posted(5))
  selectUpTo(posted(2), all)
  expect(chosen()).toEqual([2, 3, 4, 5, 9])
  selectUpTo(posted(3), all)
  expect(chosen()).toEqual([2, 3, 4, 5, 9])
})

test('what is selected in one conversation goes when another one begins', () => {
  toggleSelected(posted(1))
  toggleSelected(posted(4, '2', '7'))
  expect(useSelected.getState().id).toBe('7')
  expect(chosen()).toEqual([4])
})

test('a run that is too long selects nothing more', () => {
  toggleSelected(posted(1))
  selectUpTo(posted(SELECTED_MAX + 1), all)
  expect(chosen()).toEqual([1])
  selectUpTo(posted(SELECTED_MAX), all)
  expect(chosen()).toHaveLength(SELECTED_MAX)
})
