import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText, isEmojiOnly } from './text-shape'

describe('the shape of a text', () => {
  it('folds what is long, by characters or lines', () => {
    expect(foldText('word '.repeat(1_000))?.length).toBeLessThanOrEqual(1_200)
    expect(foldText('line\n'.repeat(40))?.split('\n')).toHaveLength(18)
    expect(foldText('short')).toBeNull()
  })

  it('never folds inside a character', () => {
    expect(foldText(`a${'😀'.repeat(2_000)}`)).toMatch(/^a😀+$/u)
  })

  it('begins like the text it folds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 4_000 }), (text) => {
        expect(text.startsWith(foldText(text) ?? text)).toBe(true)
      }),
    )
  })

  it('knows one to three emoji from words', () => {
    expect(['😀', '👩‍👩‍👧‍👦🇪🇸', '👍🏽'].every(isEmojiOnly)).toBe(true)
    expect(['hi 😀', '😀😀😀😀', '12', ''].some(isEmojiOnly)).toBe(false)
  })
})
