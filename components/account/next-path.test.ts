import { expect, it } from 'vitest'
import { nextPath } from './next-path'

it.each([
  ['/c/12?panel=info', '/c/12?panel=info'],
  ['/settings', '/settings'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['c/12', '/'],
])('after signing in with next=%s one is at %s', (next, path) => {
  expect(nextPath(next)).toBe(path)
})
