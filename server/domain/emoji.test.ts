import { expect, test } from 'vitest'
import { emojiOf } from './emoji'

test.each(['👍', '❤️', '👩🏻‍❤️‍💋‍👩🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇦🇹', '3️⃣', '👨‍👩‍👧‍👦', '🫱🏽‍🫲🏿'])('%s is one emoji', (emoji) => {
  expect(emojiOf(emoji)).toBe(emoji)
})

test('an emoji that may be drawn as text is taken as the coloured one', () => {
  expect(emojiOf('❤')).toBe('❤️')
})

test('an emoji that is coloured anyway is taken as keyboards write it', () => {
  expect(emojiOf('👍\uFE0F')).toBe('👍')
})

test.each(['', 'a', '1', '👍👍', '👍 ', 'ok', '🇦', '👍̂', '#', '❤️a', '\u200d', '👍'.repeat(20)])(
  '“%s” is none',
  (text) => {
    expect(emojiOf(text)).toBeNull()
  },
)
