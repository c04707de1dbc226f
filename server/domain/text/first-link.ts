import { findLinks } from './find-links'

const MAX_CHARS = 2_000

/** The first web address in a text, to look behind. Null: there is none, or it is longer than any that is shown. */
export function firstLink(text: string): string | null {
  for (const line of text.split('\n')) {
    const link = findLinks(line).find(({ href }) => /^https?:/i.test(href))
    if (link) return link.href.length <= MAX_CHARS ? link.href : null
  }
  return null
}
