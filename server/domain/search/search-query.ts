import { searchText } from './search-text'

/** What must all be found in a searched text: `pattern` is a part of it. */
export interface Wanted {
  readonly pattern: string
  /** Characters of which an index finds it; too few of them find too much. */
  readonly indexed: boolean
}

const QUOTED = /["“”„«»「」]([^"“”„«»「」]+)["“”„«»「」]/gu
const FIRST_IDEOGRAPH = '\u2190'

/** Splits what was typed into words and “phrases”. Words of one or two letters are the beginnings of words. */
export function readQuery(query: string): readonly Wanted[] {
  const phrases = [...query.matchAll(QUOTED)].map(([, phrase = '']) => phrase)
  const words = query.replaceAll(QUOTED, ' ')
  const all = [...phrases.map(searchText), ...searchText(words).split(' ')].map((one) => one.trim()).filter(Boolean)
  return [...new Set(all)].map(wantedOf)
}

/** Whether it says enough to be looked for: one letter finds everything. */
export const isSearchable = (wanted: readonly Wanted[]): boolean => wanted.some(({ indexed }) => indexed)

export const matches = (folded: string, wanted: readonly Wanted[]): boolean =>
  wanted.every(({ pattern }) => folded.includes(pattern))

function wantedOf(folded: string): Wanted {
  const ideographs = [...folded].some((char) => char >= FIRST_IDEOGRAPH)
  const [first = 0, ...others] = folded.split(' ').map((word) => [...word].length)
  const short = first < 3 && !ideographs
  return { pattern: short ? ` ${folded}` : folded, indexed: ideographs || [first, ...others].some((one) => one >= 2) }
}
