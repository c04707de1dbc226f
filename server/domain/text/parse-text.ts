import type { UserId } from '@/contracts/ids'
import type { Block, Inline, ListItem } from './nodes'
import { type LineOptions, parseLine } from './parse-line'
import { readFence } from './read-fence'

const QUOTES_DEEP = 4
const LISTS_DEEP = 3
const ITEM = /^( {0,8})([-*•]|\d{1,9}[.)]) +(?=\S)/
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/**
 * What a message's text is made of; the grammar is in docs/decisions/marks-in-a-text.md. Any text parses, in linear
 * time, and what is no mark is text as typed.
 */
export function parseText(text: string, options: Partial<LineOptions> = {}): readonly Block[] {
  return new BlockParser(text.split('\n'), options).parse()
}

class BlockParser {
  readonly #lines: readonly string[]
  readonly #options: LineOptions
  readonly #depth: number
  readonly #blocks: Block[] = []
  #at = 0
  /** From here on no fence is closed. */
  #noFence = false

  constructor(lines: readonly string[], options: Partial<LineOptions>, depth = 0) {
    this.#lines = lines
    this.#options = { mentioned: NOBODY, cut: false, work: { steps: 0 }, ...options }
    this.#depth = depth
  }

  parse(): readonly Block[] {
    let text: string[] = []
    while (this.#at < this.#lines.length) {
      this.#options.work.steps++
      const start = this.#at
      const block = this.#readCode() ?? this.#readQuote() ?? this.#readList()
      if (block) {
        this.#endText(text, start, true)
        text = []
        this.#blocks.push(block)
      } else text.push(this.#lines[this.#at++] ?? '')
    }
    this.#endText(text, this.#at, false)
    return this.#blocks
  }

  /** Empty lines next to a block only set it off. */
  #endText(lines: string[], end: number, blockFollows: boolean): void {
    let from = 0
    let to = lines.length
    if (this.#blocks.length > 0) while (from < to && lines[from]?.trim() === '') from++
    if (blockFollows) while (to > from && lines[to - 1]?.trim() === '') to--
    if (from === to) return
    const first = end - lines.length
    const children: Inline[] = []
    for (let at = from; at < to; at++) {
      if (at > from) addText(children, '\n')
      for (const node of this.#line(lines[at] ?? '', first + at)) {
        if (node.kind === 'text') addText(children, node.text)
        else children.push(node)
      }
    }
    this.#blocks.push({ kind: 'text', children })
  }

  #line(line: string, at: number): readonly Inline[] {
    return parseLine(line, { ...this.#options, cut: this.#options.cut && at === this.#lines.length - 1 })
  }

  #readCode(): Block | null {
    const line = this.#lines[this.#at] ?? ''
    if (this.#noFence || !line.startsWith('```')) return null
    const fence = readFence(this.#lines, this.#at, this.#options.cut)
    this.#options.work.steps += (fence?.next ?? this.#lines.length) - this.#at
    if (!fence) this.#noFence = true
    if (!fence?.block) return null
    this.#at = fence.next
    return fence.block
  }

  #readQuote(): Block | null {
    if (this.#depth === QUOTES_DEEP || !/^> *[^ ]/.test(this.#lines[this.#at] ?? '')) return null
    if (!this.#lines[this.#at]?.startsWith('> ')) return null
    const quoted: string[] = []
    for (let line = this.#lines[this.#at]; line === '>' || line?.startsWith('> '); line = this.#lines[++this.#at]) {
      quoted.push(line.slice(2))
    }
    const cut = this.#options.cut && this.#at === this.#lines.length
    return { kind: 'quote', blocks: new BlockParser(quoted, { ...this.#options, cut }, this.#depth + 1).parse() }
  }

  #readList(): Block | null {
    const items: ListItem[] = []
    for (let item = this.#readItem(); item; item = this.#readItem()) items.push(item)
    return items.length > 0 ? { kind: 'list', items } : null
  }

  #readItem(): ListItem | null {
    const line = this.#lines[this.#at] ?? ''
    const [head, indent, marker] = ITEM.exec(line) ?? []
    if (head === undefined || indent === undefined || marker === undefined) return null
    const words = line.slice(head.length)
    if (!SAYS_SOMETHING.test(words)) return null
    const children = this.#line(words, this.#at++)
    return { marker, depth: Math.min(LISTS_DEEP, indent.length >> 1), children }
  }
}

const NOBODY: ReadonlyMap<string, UserId> = new Map()

function addText(children: Inline[], text: string): void {
  const last = children.at(-1)
  if (last?.kind === 'text') children[children.length - 1] = { kind: 'text', text: last.text + text }
  else children.push({ kind: 'text', text })
}
