import { expect, test } from 'vitest'
import { cell, put } from './cell'

test('holds a function as it holds anything else', () => {
  const [one, other] = [() => 1, () => 2]
  const store = cell(one)
  put(store, other)
  expect(store.getState()).toBe(other)
})

test('tells nobody of what it holds already', () => {
  const store = cell('here')
  let told = 0
  store.subscribe(() => {
    told += 1
  })
  put(store, 'here')
  put(store, 'there')
  expect(told).toBe(1)
})
