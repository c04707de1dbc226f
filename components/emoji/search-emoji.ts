import type { EmojiEntry } from './emoji-data'

const WORDS = /[\s_-]+/

/** What a name's beginning, or a word about it, finds: the nearest first, at most `count`. */
export function searchEmoji(emojis: readonly EmojiEntry[], query: string, count: number): readonly EmojiEntry[] {
  const wanted = query.toLowerCase()
  const ranked: { readonly entry: EmojiEntry; readonly rank: number }[] = []
  for (const entry of emojis) {
    const rank = rankOf(entry, wanted)
    if (rank !== null) ranked.push({ entry, rank })
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ entry }) => entry)
}

export const emojiNamed = (emojis: readonly EmojiEntry[], name: string): EmojiEntry | null =>
  emojis.find(({ names }) => names.includes(name)) ?? null

/** Null: not found by it. */
function rankOf({ names, tags, label }: EmojiEntry, wanted: string): number | null {
  if (names.includes(wanted)) return 0
  const begun = names.filter((name) => name.startsWith(wanted)).map(({ length }) => length)
  // The shortest is the nearest.
  if (begun.length > 0) return 2 - 1 / Math.min(...begun)
  if (names.some((name) => name.split(WORDS).some((word) => word.startsWith(wanted)))) return 2
  if (
    label
      .toLowerCase()
      .split(WORDS)
      .some((word) => word.startsWith(wanted))
  )
    return 3
  return tags.some((tag) => tag.startsWith(wanted)) ? 4 : null
}
