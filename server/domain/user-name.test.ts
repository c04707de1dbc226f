import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { userNameKey, userNameProblem } from './user-name'

const text = fc.string({ unit: 'binary', maxLength: 12 })

describe('a userName’s key', () => {
  it.each([
    ['Ana', 'ana', 'case'],
    ['ANA', 'ａｎａ', 'fullwidth forms'],
    ['straße', 'STRASSE', 'sharp s'],
    ['STRAẞE', 'strasse', 'capital sharp s'],
    ['İbrahim', 'ibrahim', 'the dotted capital i'],
    ['ısmail', 'ISMAIL', 'the dotless i'],
    ['Σίσυφος', 'σίσυφοσ', 'the final sigma'],
    ['ﬁona', 'fiona', 'ligatures'],
    ['x²', 'x2', 'superscripts'],
    ['𝓪𝓷𝓪', 'ana', 'mathematical letters'],
    ['Ⓐna', 'ana', 'circled letters'],
    ['a\u200Dna', 'ana', 'a zero-width joiner'],
    ['an\u200Ba', 'ana', 'a zero-width space'],
    ['ana\u00AD', 'ana', 'a soft hyphen'],
    ['❤\uFE0F', '❤', 'a variation selector'],
    ['é', 'e\u0301', 'composition'],
    ['a\u0323\u0307', 'a\u0307\u0323', 'the order of marks'],
    ['аnа', 'ana', 'Cyrillic а'],
    ['ТОМ', 'tom', 'Cyrillic capitals'],
    ['Νikοs', 'nikos', 'Greek letters'],
    ['ana–b', 'ana-b', 'dashes'],
    ['각', '\u1100\u1161\u11A8', 'conjoining Hangul'],
  ])('is the same for %s and %s (%s)', (one, other) => {
    expect(userNameKey(one)).toBe(userNameKey(other))
  })

  it.each([
    ['ana', 'anna'],
    ['ana', 'aná'],
    ['bill', 'bi11'],
    ['👩', '👨'],
    ['山田', '山本'],
    ['علي', 'عالي'],
  ])('tells %s from %s', (one, other) => {
    expect(userNameKey(one)).not.toBe(userNameKey(other))
  })

  it('of a key is the key', () => {
    fc.assert(
      fc.property(text, (name) => {
        const key = userNameKey(name)
        expect(userNameKey(key)).toBe(key)
      }),
      { numRuns: 3_000 },
    )
  })

  it('does not change with form, or case, or what cannot be seen', () => {
    fc.assert(
      fc.property(text, (name) => {
        const key = userNameKey(name)
        expect(userNameKey(name.normalize('NFD'))).toBe(key)
        expect(userNameKey(name.normalize('NFKC'))).toBe(key)
        expect(userNameKey(name.toUpperCase())).toBe(key)
        expect(userNameKey(name.toLowerCase())).toBe(key)
        expect(userNameKey([...name].join('\u200B'))).toBe(key)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a userName', () => {
  it.each(['ana', 'Ana.Lima_2-x', '山田太郎', 'علی‌رضا', 'שרה', 'नेहा', '👩‍🚀', '🇵🇹ana', 'ß', '👍🏽ok', '❤️'])(
    'may be %s',
    (name) => {
      expect(userNameProblem(name)).toBeNull()
    },
  )

  it.each([
    ['with a space', 'ana lima'],
    ['with a line break', 'ana\nlima'],
    ['with U+0000', 'ana\0'],
    ['with an override of direction', 'ana\u202Eamil'],
    ['with an isolate', 'ana\u2066'],
    ['with a zero-width space', 'ana\u200B'],
    ['with what looks like nothing', 'ana\u3164'],
    ['with an @', '@ana'],
    ['with a slash', 'ana/lima'],
    ['with markup', '<b>ana'],
    ['with a lone surrogate', 'ana\uD800'],
    ['of stops alone', '._-'],
    ['of marks alone', '\u0301\u0301'],
    ['of joiners alone', '\u200D\u200C'],
  ])('%s is refused by a sentence', (_, name) => {
    expect(userNameProblem(name)).toMatch(/^A user name .*\.$/)
  })
})
