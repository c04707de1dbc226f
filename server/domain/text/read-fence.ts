import type { Block } from './nodes'

const FENCE = '```'
const LANGUAGE = /^[A-Za-z0-9][\w+#.-]{0,19}$/

interface ReadFence {
  /** Null: there is nothing between the fences. */
  readonly block: Block | null
  /** The line after the closing fence. */
  readonly next: number
}

/** The code block that begins at this line, which begins with three backticks. Null: nothing closes it. */
export function readFence(lines: readonly string[], at: number, cut: boolean): ReadFence | null {
  const opening = lines[at]?.slice(FENCE.length) ?? ''
  const end = closingOf(lines, at, opening, cut)
  if (end === null) return null
  const inside = lines.slice(at + 1, end)
  const last = end === at || end === lines.length ? null : withoutFence(lines[end] ?? '')
  const head = end === at ? withoutFence(opening) : opening.trimEnd()
  const language = end > at && LANGUAGE.test(head) ? head.toLowerCase() : null
  const code = [...(language === null && head !== '' ? [head] : []), ...inside, ...(last ? [last] : [])].join('\n')
  return { block: code.trim() === '' ? null : { kind: 'code', language, text: code }, next: end + 1 }
}

function closingOf(lines: readonly string[], at: number, opening: string, cut: boolean): number | null {
  if (opening.startsWith('`')) return opening.length > 0 && !/[^`\s]/.test(opening) ? at : null
  if (opening.trimEnd().endsWith(FENCE)) return at
  for (let end = at + 1; end < lines.length; end++) if (lines[end]?.trimEnd().endsWith(FENCE)) return end
  return cut ? lines.length : null
}

const withoutFence = (line: string): string => line.trimEnd().slice(0, -FENCE.length)
