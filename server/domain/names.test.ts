import { describe, expect, it } from 'vitest'
import { nameProblem } from './names'

describe('a name', () => {
  it.each(['Ana Lima', 'O’Brien (mum)', '山田 太郎', 'محمد علی', 'שרה כהן', '👨‍👩‍👧 family', 'Ana 💜', 'a\u200Fb'])(
    'may be %s',
    (name) => {
      expect(nameProblem(name)).toBeNull()
    },
  )

  it.each(['a\nb', 'a\tb', 'a\0b', '\u0007', 'a\u202Eb', 'a\u2067b', 'a\u2028b', '\u200B', '\u3164', ' \u00A0 '])(
    'is refused as %j',
    (name) => {
      expect(nameProblem(name)).toMatch(/^A name .*\.$/)
    },
  )
})
