import { expect, test } from 'vitest'
import { namesOf } from './reaction-names'

const names = { meId: '1', nameOf: (id: string) => `User ${id}` }

test('those who reacted are named, me first', () => {
  expect(namesOf(['2', '1'], names)).toBe('you and User 2')
  expect(namesOf(['2', '3', '1'], names)).toBe('you, User 2 and User 3')
  expect(namesOf(['2'], names)).toBe('User 2')
})

test('of many only the first are named', () => {
  const userIds = Array.from({ length: 20 }, (_, index) => `${index + 1}`)
  expect(namesOf(userIds, names)).toBe('you, User 2, User 3, User 4, User 5, User 6, User 7, User 8 and 12 others')
})
