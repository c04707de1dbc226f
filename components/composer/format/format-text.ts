/** A replacement in a text, and what is selected after it. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly start: number
  readonly end: number
}

export type FormatMark = '**' | '_' | '~~' | '`'

/** Puts a mark around what is selected, line by line, or takes it away where it is. */
export function formatText(text: string, start: number, end: number, mark: FormatMark): TextChange {
  const selected = text.slice(start, end)
  const lead = selected.trim() === '' ? 0 : selected.length - selected.trimStart().length
  const from = start + lead
  const to = from + selected.trim().length
  return around(text, from, to, mark) ?? inside(text, from, to, mark) ?? wrapped(text, from, to, mark)
}

/** The marks stand right outside of the selection. */
function around(text: string, from: number, to: number, mark: FormatMark): TextChange | null {
  const { length } = mark
  const pair = from === to && text.slice(from - length, to + length) === mark + mark
  if (from < length || !(pair || (isMark(text, from - length, mark) && isMark(text, to, mark)))) return null
  const words = text.slice(from, to)
  return { from: from - length, to: to + length, text: words, start: from - length, end: to - length }
}

/** The marks are part of the selection. */
function inside(text: string, from: number, to: number, mark: FormatMark): TextChange | null {
  const { length } = mark
  if (to - from <= 2 * length || !isMark(text, from, mark) || !isMark(text, to - length, mark)) return null
  const words = text.slice(from + length, to - length)
  return words.includes(mark) || words.includes('\n')
    ? null
    : { from, to, text: words, start: from, end: from + words.length }
}

function wrapped(text: string, from: number, to: number, mark: FormatMark): TextChange {
  const words = text.slice(from, to)
  if (mark === '`' && words.includes('\n')) return fenced(text, from, to)
  const marked = words.includes('\n')
    ? words
        .split('\n')
        .map((line) => wrapLine(line, mark))
        .join('\n')
    : mark + words + mark
  if (words.includes('\n')) return { from, to, text: marked, start: from, end: from + marked.length }
  return { from, to, text: marked, start: from + mark.length, end: from + mark.length + words.length }
}

/** What begins a line, as a list's or a quote's does, stays before the mark. */
function wrapLine(line: string, mark: FormatMark): string {
  const [, head = '', words = '', tail = ''] = /^(\s*(?:>\s|[-*•]\s|\d{1,9}[.)]\s)*\s*)(.*?)(\s*)$/.exec(line) ?? []
  return words === '' ? line : head + mark + words + mark + tail
}

function fenced(text: string, from: number, to: number): TextChange {
  const before = from > 0 && text[from - 1] !== '\n' ? '\n```\n' : '```\n'
  const after = to < text.length && text[to] !== '\n' ? '\n```\n' : '\n```'
  const words = text.slice(from, to)
  const start = from + before.length
  return { from, to, text: before + words + after, start, end: start + words.length }
}

/** The mark itself, and no part of a longer run of the same. */
function isMark(text: string, at: number, mark: FormatMark): boolean {
  const [char = ''] = mark
  return text.startsWith(mark, at) && text[at - 1] !== char && text[at + mark.length] !== char
}
