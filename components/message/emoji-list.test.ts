import { expect, test } from 'vitest'
import { emojiOf } from '@/server/domain/emoji'
import { MORE_EMOJI, QUICK_EMOJI } from './emoji-list'

test('every emoji that is offered is kept as it is', () => {
  for (const emoji of [...QUICK_EMOJI, ...MORE_EMOJI]) expect(emojiOf(emoji)).toBe(emoji)
})

test('none is offered twice', () => {
  expect(new Set(MORE_EMOJI).size).toBe(MORE_EMOJI.length)
})
