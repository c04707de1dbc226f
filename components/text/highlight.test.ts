import { describe, expect, it } from 'vitest'
import { highlight } from './highlight'
import { HIGHLIGHTED, languageOf } from './languages'

describe('highlighted code', () => {
  it.each(HIGHLIGHTED)('in %s is what it was', (language) => {
    const code = 'const a = "x" // <b>\n# 1 & 2\nclass A { fun b(): Int = 3 }\n'
    const pieces = highlight(code, language)
    expect(pieces.map(({ text }) => text).join('')).toBe(code)
  })

  it('knows what is a word of the language, a text, a number and a comment', () => {
    const kinds = new Map(highlight('const a = "x" + 1 // why', 'typescript').map(({ kind, text }) => [text, kind]))
    expect(kinds.get('const')).toBe('keyword')
    expect(kinds.get('"x"')).toBe('string')
    expect(kinds.get('1')).toBe('number')
    expect(kinds.get('// why')).toBe('comment')
  })

  it('is of a language that is known by the name, and not too long', () => {
    expect(languageOf('ts', 'a')).toBe('typescript')
    expect(languageOf('brainfog', 'a')).toBeNull()
    expect(languageOf('constructor', 'a')).toBeNull()
    expect(languageOf(null, 'a')).toBeNull()
    expect(languageOf('ts', 'a'.repeat(20_001))).toBeNull()
  })
})
