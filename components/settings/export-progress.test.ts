import { expect, it } from 'vitest'
import { shareDone } from './export-progress'

const share = (chats: [number, number], files: [number, number]) =>
  shareDone({ chats: { done: chats[0], total: chats[1] }, files: { done: files[0], total: files[1] } })

it('begins at nothing, and ends with the last byte', () => {
  expect(share([0, 0], [0, 0])).toBe(0)
  expect(share([0, 4], [0, 0])).toBe(0)
  expect(share([4, 4], [10, 10])).toBe(100)
})

it('gives chats a third, and files what is left', () => {
  expect(share([2, 4], [0, 900])).toBe(16)
  expect(share([4, 4], [0, 900])).toBe(33)
  expect(share([4, 4], [450, 900])).toBe(66)
})

it('doesn’t wait for files that there are none of', () => {
  expect(share([4, 4], [0, 0])).toBe(100)
})
