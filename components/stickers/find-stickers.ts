import type { Sticker, StickerShelf } from '@/contracts/dto'

const RECENT = 24

/** Those of all packs, each once. */
export function allStickers({ packs, others }: StickerShelf): readonly Sticker[] {
  return [...packs.flatMap(({ stickers }) => stickers), ...others]
}

/** The newest used first. */
export function recentStickers(shelf: StickerShelf): readonly Sticker[] {
  return allStickers(shelf)
    .filter(({ usedAt }) => usedAt !== null)
    .toSorted((a, b) => ((a.usedAt ?? '') < (b.usedAt ?? '') ? 1 : -1))
    .slice(0, RECENT)
}

export function favouriteStickers(shelf: StickerShelf): readonly Sticker[] {
  return allStickers(shelf).filter(({ favourite }) => favourite)
}

/** By the beginnings of words, all of them, in any order; or by the emoji it says. */
export function findStickers(shelf: StickerShelf, query: string): readonly Sticker[] {
  const wanted = wordsOf(query)
  return allStickers(shelf).filter(({ emoji, words }) => {
    const said = wordsOf(words)
    return wanted.every((part) => part === emoji || said.some((word) => word.startsWith(part)))
  })
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .split(/[\s,.!?;:]+/u)
    .filter((word) => word !== '')
