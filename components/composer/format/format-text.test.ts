import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FormatMark, formatText } from './format-text'

/** With [ and ] around what is selected. */
function format(shown: string, mark: FormatMark): string {
  const start = shown.indexOf('[')
  const end = shown.indexOf(']') - 1
  const text = shown.replace(/[[\]]/g, '')
  const change = formatText(text, start, end, mark)
  const after = text.slice(0, change.from) + change.text + text.slice(change.to)
  return `${after.slice(0, change.start)}[${after.slice(change.start, change.end)}]${after.slice(change.end)}`
}

describe('a mark', () => {
  it.each([
    ['so [good] it', '**', 'so **[good]** it'],
    ['so [good ]it', '_', 'so _[good]_ it'],
    ['[]', '~~', '~~[]~~'],
    ['a\n[one\n\n two \nthree]', '**', 'a\n[**one**\n\n **two** \n**three**]'],
    ['[- one\n- two]', '_', '[- _one_\n- _two_]'],
    ['see [a\nb]', '`', 'see \n```\n[a\nb]\n```'],
    ['**[bold]**', '_', '**_[bold]_**'],
  ] as const)('goes around %j', (shown, mark, expected) => expect(format(shown, mark)).toBe(expected))

  it.each([
    ['so **[good]** it', '**', 'so [good] it'],
    ['so [**good**] it', '**', 'so [good] it'],
    ['`[]`', '`', '[]'],
    ['_[good]_', '_', '[good]'],
  ] as const)('goes away from %j', (shown, mark, expected) => expect(format(shown, mark)).toBe(expected))

  it('put and taken away leaves one line as it was', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.stringMatching(/^[a-z]( ?[a-z]){0,5}$/),
        fc.constantFrom('**', '_', '~~', '`'),
        (end, words, mark) => {
          const text = `${words}${/^[*_~`]/.test(end) ? ' ' : ''}${end}`
          const put = formatText(text, 0, words.length, mark as FormatMark)
          const marked = put.text + text.slice(words.length)
          const taken = formatText(marked, put.start, put.end, mark as FormatMark)
          expect(taken.text + marked.slice(taken.to)).toBe(text)
        },
      ),
    )
  })
})
