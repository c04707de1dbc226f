import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch, searchKey } from './search-key'

describe('what people are searched by', () => {
  it('leaves out case, accents and what cannot be seen', () => {
    expect(foldForSearch('  Àna\u200B   LÍMA ')).toBe('ana lima')
    expect(foldForSearch('Straße')).toBe('strasse')
    expect(foldForSearch('İstanbul')).toBe('istanbul')
  })

  it('begins with the userName and has each word of the name after a space', () => {
    expect(searchKey('Ána', 'José  María')).toBe('ana jose maria')
  })

  it('is found by the folded beginning of any of its words', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((w) => !/\s/.test(w))
    fc.assert(
      fc.property(word, word, fc.nat(8), (userName, fullName, length) => {
        const key = ` ${searchKey(userName, fullName)}`
        const beginning = foldForSearch([...fullName].slice(0, length).join(''))
        expect(key.includes(` ${foldForSearch(userName)}`)).toBe(true)
        expect(beginning === '' || key.includes(` ${beginning}`)).toBe(true)
      }),
    )
  })

  it('of a folded text is that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const folded = foldForSearch(text)
        expect(foldForSearch(folded)).toBe(folded)
      }),
      { numRuns: 2_000 },
    )
  })
})
