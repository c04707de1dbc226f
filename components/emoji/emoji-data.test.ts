import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emojiOf } from '@/server/domain/emoji'
import { QUICK_EMOJI } from '../message/emoji-list'
import { type EmojiFile, inTone } from './emoji-data'
import { emojiNamed, searchEmoji } from './search-emoji'

const file: EmojiFile = JSON.parse(readFileSync(new URL('../../public/emoji/en-17.json', import.meta.url), 'utf8'))
const { emojis } = file

describe('every emoji that is offered', () => {
  it('is kept by the server as it is, in every tone', () => {
    const offered = [...QUICK_EMOJI, ...emojis.flatMap(({ emoji, skins = [] }) => [emoji, ...skins])]
    expect(offered.filter((emoji) => emojiOf(emoji) !== emoji)).toEqual([])
  })

  it('is there once, with a name, a label and a category', () => {
    expect(new Set(emojis.map(({ emoji }) => emoji)).size).toBe(emojis.length)
    const categories = new Set(file.categories.map(({ index }) => index))
    expect(emojis.filter(({ names, label, category }) => !names[0] || !label || !categories.has(category))).toEqual([])
  })
})

describe('a search', () => {
  const find = (query: string) => searchEmoji(emojis, query, 8).map(({ emoji }) => emoji)

  it('finds the name itself first, then beginnings, then words about it', () => {
    expect(find('smile')[0]).toBe('😄')
    expect(find('heart')[0]).toBe('❤️')
    expect(find('+1')[0]).toBe('👍')
    expect(find('tada')).toContain('🎉')
    expect(find('party')).toContain('🎉')
    expect(find('xyzzy')).toEqual([])
  })

  it('knows one by its whole name', () => {
    expect(emojiNamed(emojis, 'smile')?.emoji).toBe('😄')
    expect(emojiNamed(emojis, 'smil')).toBeNull()
  })
})

it('has a tone where it has skin', () => {
  const wave = emojiNamed(emojis, 'wave')
  const cat = emojiNamed(emojis, 'cat')
  expect(wave && inTone(wave, 'dark')).toBe('👋🏿')
  expect(wave && inTone(wave, 'none')).toBe(wave?.emoji)
  expect(cat && inTone(cat, 'dark')).toBe(cat?.emoji)
})
