import { describe, expect, it } from 'vitest'
import { summaryOf } from './topics'

const exceptions = [
  { userId: '1', allowed: true },
  { userId: '2', allowed: true },
  { userId: '3', allowed: false },
]

describe('what was decided, in short', () => {
  it('is the audience alone without exceptions', () => {
    expect(summaryOf({ audience: 'everybody', exceptions: [] })).toBe('Everybody')
  })

  it('counts only exceptions that make a difference', () => {
    expect(summaryOf({ audience: 'everybody', exceptions })).toBe('Everybody, except 1 person')
    expect(summaryOf({ audience: 'contacts', exceptions })).toBe('My contacts, and 2 people more, except 1 person')
    expect(summaryOf({ audience: 'nobody', exceptions })).toBe('Nobody, but 2 people')
  })
})
