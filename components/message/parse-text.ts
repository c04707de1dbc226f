import { LinkifyIt } from 'linkify-it'

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const linkify = new LinkifyIt({ fuzzyLink: true })
const SAFE = /^(?:https?:|mailto:)/i

/** Splits text into plain parts and links. No HTML anywhere: the parts become React nodes. */
export function parseText(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of linkify.match(text) ?? []) {
    if (!SAFE.test(match.url)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: match.raw, href: match.url })
    end = match.lastIndex
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}
