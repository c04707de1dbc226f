import { expect, it } from 'vitest'
import { moved } from './moved'

const ids = ['a', 'b', 'c', 'd']

it('puts one where another was, and the others close up', () => {
  expect(moved(ids, 'a', { onto: 'c' })).toEqual(['b', 'c', 'a', 'd'])
  expect(moved(ids, 'd', { onto: 'b' })).toEqual(['a', 'd', 'b', 'c'])
  expect(moved(ids, 'b', { by: 1 })).toEqual(['a', 'c', 'b', 'd'])
})

it('leaves the list as it is where nothing can move', () => {
  expect(moved(ids, 'a', { by: -1 })).toBe(ids)
  expect(moved(ids, 'd', { by: 1 })).toBe(ids)
  expect(moved(ids, 'x', { onto: 'a' })).toBe(ids)
  expect(moved(ids, 'a', { onto: 'x' })).toBe(ids)
  expect(moved(ids, 'b', { onto: 'b' })).toBe(ids)
})
