const OPENING = /[([{<«“‘„‚¿¡（［【「『《〈]/u
const CLOSING = /[.,;:!?…)\]}>»”’、。，．！？；：）］】」』》〉]/u
// Scripts that put no spaces between words: every character is a word's edge.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD = /[\p{L}\p{N}\p{M}]/u

type Edge = 'outside' | 'mark' | 'opening' | 'closing' | 'quote' | 'dash' | 'slash' | 'unspaced' | 'word' | 'symbol'

/** `char`: one code point, or '' at either end of a line. */
function edgeOf(char: string): Edge {
  if (char === '' || /\s/u.test(char)) return 'outside'
  if (/[*_~`]/.test(char)) return 'mark'
  if (OPENING.test(char)) return 'opening'
  if (CLOSING.test(char)) return 'closing'
  if (/["']/.test(char)) return 'quote'
  if (/[-–—]/.test(char)) return 'dash'
  if (/[/\\]/.test(char)) return 'slash'
  if (UNSPACED.test(char)) return 'unspaced'
  return WORD.test(char) ? 'word' : 'symbol'
}

/** Whether a mark between these two begins something: it stands before a word, not within one. */
export function mayOpen(before: string, after: string): boolean {
  const outer = edgeOf(before)
  const inner = edgeOf(after)
  if (inner === 'opening' || inner === 'quote') return outer === 'outside' || outer === 'mark'
  if (!['word', 'unspaced', 'symbol', 'mark'].includes(inner)) return false
  return ['outside', 'mark', 'opening', 'quote', 'dash', 'unspaced'].includes(outer)
}

/** Whether a mark between these two ends something: it stands behind a word, not within one. */
export function mayClose(before: string, after: string): boolean {
  const inner = edgeOf(before)
  const outer = edgeOf(after)
  if (inner === 'quote') return outer === 'outside' || outer === 'mark' || outer === 'closing'
  if (!['word', 'unspaced', 'symbol', 'mark', 'closing'].includes(inner)) return false
  return ['outside', 'mark', 'closing', 'quote', 'dash', 'unspaced'].includes(outer)
}

export const isWordChar = (char: string): boolean => edgeOf(char) === 'word'

/** Whether it shows something of its own: not a space, not a mark. */
export const isSubstance = (text: string): boolean => /[^\s*_~`]/u.test(text)

export const charAfter = (text: string, index: number): string => {
  const code = text.codePointAt(index)
  return code === undefined ? '' : String.fromCodePoint(code)
}

export function charBefore(text: string, index: number): string {
  const unit = text.charAt(index - 1)
  return /[\uDC00-\uDFFF]/.test(unit) && index > 1 ? charAfter(text, index - 2) : unit
}
