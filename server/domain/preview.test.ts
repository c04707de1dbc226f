import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from './limits'
import { previewText } from './preview'

test('a preview is the first characters, none of them cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      expect(previewText(text)).toBe([...text].slice(0, LIMITS.previewChars).join(''))
    }),
  )
})
