import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseText } from './parse-text'
import { foldText, isEmojiOnly } from './text-shape'

const links = (text: string) => parseText(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []))

describe('links in a text', () => {
  it('are found with and without a scheme, and mail addresses', () => {
    expect(links('see example.com, https://a.example/b?c=(d) and bob@example.com')).toEqual([
      'http://example.com',
      'https://a.example/b?c=(d)',
      'mailto:bob@example.com',
    ])
  })

  it('never run anything', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd ftp://a.example //b.example')).toEqual([])
  })

  it('leave the text as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          parseText(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

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
