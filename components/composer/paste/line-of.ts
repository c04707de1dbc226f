import { plainText } from '@/server/domain/text/plain-text'
import type { Style } from './style-of'

export interface Piece {
  readonly text: string
  readonly style: Style
}

type Look = Pick<Style, 'bold' | 'italic' | 'strike' | 'code'>

/** One line of pieces as a text with marks; without them where they would not be read as such. */
export function lineOf(pieces: readonly Piece[]): string {
  const joined = joinAlike(pieces)
  const words = joined
    .map(({ text }) => text)
    .join('')
    .trim()
  const marked = joined
    .map(({ text, style }) => withMarks(text, style))
    .join('')
    .trim()
  return marked === words || plainText(marked) === words ? marked : words
}

/** Neighbours that look the same are one; addresses are words by then. */
function joinAlike(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces.flatMap(withAddress)) {
    const last = joined.at(-1)
    const text = last?.text.endsWith(' ') && !piece.style.pre ? piece.text.replace(/^ +/, '') : piece.text
    if (text === '') continue
    if (last && alike(last.style, piece.style)) joined[joined.length - 1] = { ...last, text: last.text + text }
    else joined.push({ ...piece, text })
  }
  return joined
}

const alike = (one: Look, other: Look): boolean =>
  one.bold === other.bold && one.italic === other.italic && one.strike === other.strike && one.code === other.code

/** A link's address follows its words, unless they are the address. */
function withAddress(piece: Piece, index: number, pieces: readonly Piece[]): readonly Piece[] {
  const { href } = piece.style
  if (href === null || pieces[index + 1]?.style.href === href) return [piece]
  const words = pieces
    .slice(0, index + 1)
    .map(({ text, style }) => (style.href === href ? text : ''))
    .join('')
    .trim()
  const bare = (address: string) => address.replace(/^(https?:\/\/|mailto:)/i, '').replace(/\/$/, '')
  if (words === '' || bare(words) === bare(href)) return [piece]
  const address = ` (${href.replace(/^mailto:/i, '')})`
  return [piece, { text: address, style: { ...piece.style, bold: false, italic: false, strike: false, code: false } }]
}

function withMarks(text: string, { bold, italic, strike, code }: Look): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  if (words === '') return text
  if (code) return words.includes('`') ? text : `${before}\`${words}\`${after}`
  const marks = `${strike ? '~~' : ''}${bold ? '**' : ''}${italic ? '_' : ''}`
  const closing = `${italic ? '_' : ''}${bold ? '**' : ''}${strike ? '~~' : ''}`
  return before + marks + words + closing + after
}
