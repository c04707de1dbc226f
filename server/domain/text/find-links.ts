import { LinkifyIt } from 'linkify-it'

const linkify = new LinkifyIt({ fuzzyLink: true })
const SAFE = /^(?:https?:|mailto:)/i
/** A word without the marks before it; one that is longer takes time to look through, and is looked through in parts. */
const CANDIDATE = /[^\s*_~]\S{3,4095}/g
/** No host ends like this. */
const MARKED = /[*_~]+[^\p{L}\p{N}]*$/u
/** What every address has, with something behind it that isn't the end of a sentence. */
const TELLING = /[.:@][^\s.,:;!?"'()[\]{}…]/

export interface FoundLink {
  readonly from: number
  readonly to: number
  readonly href: string
}

/** The web and mail addresses in a line, in order. */
export function findLinks(line: string): readonly FoundLink[] {
  if (!TELLING.test(line)) return []
  const links: FoundLink[] = []
  for (const { 0: word, index } of line.matchAll(CANDIDATE)) {
    if (!TELLING.test(word)) continue
    for (const match of linkify.match(word) ?? linkify.match(word.replace(MARKED, '')) ?? []) {
      if (SAFE.test(match.url)) links.push({ from: index + match.index, to: index + match.lastIndex, href: match.url })
    }
  }
  return links
}
