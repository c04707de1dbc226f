import { plainText } from '../text/plain-text'
import type { Wanted } from './search-query'
import { searchTextPlaces } from './search-text'

const BEFORE_CHARS = 36
const EXCERPT_CHARS = 180
/** Of a longer text only this much, from where something was found, is read for marks. */
const READ_CHARS = 4_000

interface Excerpt {
  readonly text: string
  readonly found: readonly (readonly [number, number])[]
}

/** The part of a text around the first thing found in it, on one line, with where everything is that was found. */
export function excerptOf(text: string, wanted: readonly Wanted[]): Excerpt {
  return around(plainText(partOf(text, wanted)), wanted)
}

/** What to show of a message that was found: its words, or its files' names where what was found is only in those. */
export function hitExcerpt(text: string, fileNames: string, wanted: readonly Wanted[]): Excerpt {
  const words = excerptOf(text, wanted)
  if (words.found.length > 0 || fileNames === '') return words
  const names = around(fileNames, wanted)
  return names.found.length > 0 || words.text === '' ? names : words
}

function around(text: string, wanted: readonly Wanted[]): Excerpt {
  const whole = text.replace(/\s+/gu, ' ').trim()
  const found = findAll(whole, wanted)
  const first = found[0]?.[0] ?? 0
  const from = first <= BEFORE_CHARS ? 0 : wordStart(whole, first - BEFORE_CHARS, first)
  const to = from + EXCERPT_CHARS >= whole.length ? whole.length : charEnd(whole, from + EXCERPT_CHARS)
  const [head, tail] = [from > 0 ? '…' : '', to < whole.length ? '…' : '']
  const shift = head.length - from
  const inside = found.filter((range) => range[1] <= to).map(([a, b]) => [a + shift, b + shift] as const)
  return { text: `${head}${whole.slice(from, to)}${tail}`, found: inside }
}

/** Ranges of `text` that match, in order, not overlapping. */
export function findAll(text: string, wanted: readonly Wanted[]): readonly (readonly [number, number])[] {
  const { folded, places } = searchTextPlaces(text)
  const ranges = wanted.flatMap(({ pattern }) => {
    const all: [number, number][] = []
    const skip = pattern.startsWith(' ') ? 1 : 0
    for (let at = folded.indexOf(pattern); at !== -1; at = folded.indexOf(pattern, at + pattern.length)) {
      all.push([places[at + skip] ?? 0, places[at + pattern.length] ?? text.length])
    }
    return all
  })
  const merged: [number, number][] = []
  for (const [from, to] of ranges.sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

function partOf(text: string, wanted: readonly Wanted[]): string {
  if (text.length <= READ_CHARS) return text
  const first = findAll(text, wanted)[0]?.[0] ?? 0
  const from = first <= READ_CHARS / 2 ? 0 : wordStart(text, first - BEFORE_CHARS * 2, first)
  return text.slice(from, charEnd(text, from + READ_CHARS))
}

function wordStart(text: string, at: number, before: number): number {
  const space = text.indexOf(' ', at)
  return space !== -1 && space < before ? space + 1 : charEnd(text, at)
}

/** Not between the halves of a character. */
const charEnd = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at)
