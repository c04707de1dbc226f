import { expect, test } from 'vitest'
import { deletingWords } from './deleting-words'

const direct = { group: false, name: 'Bea', leaves: false }

test('who deletes first is told that the other keeps theirs', () => {
  expect(deletingWords({ ...direct, forAll: false }).description).toContain('Bea keeps theirs')
})

test('who deletes last is told that it is erased for ever', () => {
  expect(deletingWords({ ...direct, forAll: true }).description).toContain('erased for ever')
})

test('nothing is said before it is known', () => {
  expect(deletingWords({ ...direct, forAll: null }).description).not.toMatch(/keeps|erased/)
})

test('who is in a group is told that they leave it', () => {
  const words = deletingWords({ group: true, name: 'Hiking', leaves: true, forAll: false })
  expect([words.label, words.description]).toEqual(['Leave and delete', expect.stringContaining('You leave the group')])
})

test('who deletes a request is told that nothing comes any more, and that nobody says so', () => {
  const { description } = deletingWords({ ...direct, forAll: false, request: true })
  expect(description).toContain('until you start a chat with them')
  expect(description).toContain('aren’t told')
})
