let graphemes: Intl.Segmenter | null = null

/** A plain letter before another is one by itself: most names need no segmenter, which takes 10 ms to make. */
function firstGrapheme(word: string): string {
  if (/^[!-~](?:[!-~]|$)/.test(word)) return word.charAt(0)
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return graphemes.segment(word)[Symbol.iterator]().next().value?.segment ?? ''
}

/** Scripts with capitals get two initials; elsewhere (漢字, عربي, emoji) two letters side by side mislead. */
const isCased = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase()

/** One or two characters that stand for a name of any script; none for who isn’t known yet. */
export function initialsOf(name: string): string {
  if (name === '…') return ''
  const words = name.trim().split(/\s+/u).map(firstGrapheme).filter(Boolean)
  const letters = words.filter((letter) => /\p{L}|\p{N}/u.test(letter))
  const first = words[0] ?? '?'
  const last = letters.at(-1)
  if (letters.length > 1 && last && isCased(first) && isCased(last)) return (first + last).toLocaleUpperCase('en')
  return isCased(first) ? first.toLocaleUpperCase('en') : first
}

const HUES = [8, 38, 62, 92, 130, 160, 190, 225, 255, 285, 315, 345]

/** A colour of its own for an id, always the same, on which white passes 4.5:1. */
export function tintOf(id: string): string {
  let hash = 7
  for (const char of id) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0
  return `oklch(0.5 0.09 ${HUES[hash % HUES.length]})`
}
