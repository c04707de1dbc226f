import { expect, test } from 'vitest'
import { compareIds, heirAmong, mayRemove, maySetRole } from './roles'

test('the owner removes anybody, an admin plain members, a member nobody', () => {
  const roles = ['owner', 'admin', 'member'] as const
  expect(roles.map((actor) => roles.filter((target) => mayRemove(actor, target)))).toEqual([
    ['owner', 'admin', 'member'],
    ['member'],
    [],
  ])
})

test('an admin makes admins but unmakes none', () => {
  expect(maySetRole('admin', 'member', 'admin')).toBe(true)
  expect(maySetRole('admin', 'admin', 'member')).toBe(false)
  expect(maySetRole('admin', 'member', 'owner')).toBe(false)
  expect(maySetRole('owner', 'admin', 'member')).toBe(true)
  expect(maySetRole('member', 'member', 'admin')).toBe(false)
})

test('the heir is the longest-standing admin, or else member; of two, the smaller id', () => {
  const candidate = (userId: string, role: 'admin' | 'member', joinedSeq: number) => ({ userId, role, joinedSeq })
  const [a, b, c] = [candidate('9', 'member', 1), candidate('10', 'admin', 7), candidate('8', 'admin', 9)]
  expect(heirAmong([a, b, c])).toBe(b)
  expect(heirAmong([candidate('10', 'member', 1), a])).toBe(a)
  expect(heirAmong([])).toBeUndefined()
})

test('ids are in the order of their numbers', () => {
  expect(['10', '9', '100', '11'].sort(compareIds)).toEqual(['9', '10', '11', '100'])
})
