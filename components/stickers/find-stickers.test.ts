import { describe, expect, it } from 'vitest'
import type { Sticker, StickerShelf } from '@/contracts/dto'
import { favouriteStickers, findStickers, recentStickers } from './find-stickers'

const sticker = (id: string, emoji: string, words: string, more: Partial<Sticker> = {}): Sticker => ({
  id,
  packId: '1',
  emoji,
  words,
  width: 512,
  height: 512,
  favourite: false,
  usedAt: null,
  ...more,
})
const shelf: StickerShelf = {
  packs: [
    {
      id: '1',
      name: 'Fern',
      mine: false,
      stickers: [
        sticker('1', '👋', 'Fern waves hello', { usedAt: '2026-01-01T00:00:00.000Z' }),
        sticker('2', '🎉', 'Fern celebrates, congratulations', { favourite: true }),
        sticker('3', '😭', 'Fern cries, so sad', { usedAt: '2026-01-02T00:00:00.000Z' }),
      ],
    },
  ],
  others: [sticker('9', '🐈', 'a cat', { packId: '7', favourite: true })],
}
const ids = (found: readonly Sticker[]) => found.map(({ id }) => id)

describe('stickers', () => {
  it('are found by the beginnings of their words, in any order', () => {
    expect(ids(findStickers(shelf, 'hel fern'))).toEqual(['1'])
    expect(ids(findStickers(shelf, 'CONGRAT'))).toEqual(['2'])
    expect(ids(findStickers(shelf, 'ello'))).toEqual([])
  })
  it('are found by their emoji, those of others’ packs too', () => {
    expect(ids(findStickers(shelf, '🐈'))).toEqual(['9'])
  })
  it('come the newest used first, and favourites from everywhere', () => {
    expect(ids(recentStickers(shelf))).toEqual(['3', '1'])
    expect(ids(favouriteStickers(shelf))).toEqual(['2', '9'])
  })
})
