import type { UserId } from '@/contracts/ids'
import { type Fence, fencesOf } from './backticks'
import { charAfter, charBefore, mayClose, mayOpen } from './edges'
import { findLinks } from './find-links'
import { nameAt } from './mention-name'
import { Nesting } from './nesting'
import type { Inline, Mark } from './nodes'

export interface LineOptions {
  /** By userName, as typed after an @. */
  readonly mentioned: ReadonlyMap<string, UserId>
  /** The line goes on elsewhere: what is open at its end is closed there. */
  readonly cut: boolean
  /** Counts what is done, so that a test can hold it to linear time. */
  readonly work: { steps: number }
}

const SPECIAL = /[*_~`@]/g
const LONGEST: Readonly<Record<string, number>> = { '*': 3, _: 1, '~': 2 }
/** Reads one line from left to right, once. */
export function parseLine(line: string, options: LineOptions): readonly Inline[] {
  return new LineParser(line, options).parse()
}

class LineParser {
  readonly #line: string
  readonly #options: LineOptions
  readonly #links: ReturnType<typeof findLinks>
  readonly #nesting = new Nesting()
  readonly #fences: readonly Fence[]
  #at = 0
  #link = 0
  #fence = 0
  #special = -1
  #linkEnd = -1

  constructor(line: string, options: LineOptions) {
    this.#line = line
    this.#options = options
    this.#links = findLinks(line)
    this.#fences = line.includes('`') ? fencesOf(line) : []
  }

  parse(): readonly Inline[] {
    while (this.#at < this.#line.length) {
      this.#options.work.steps++
      const link = this.#nextLink()
      if (link && link.from <= this.#nextSpecial()) this.#readLink(link)
      else {
        this.#text(this.#nextSpecial())
        this.#readSpecial()
      }
    }
    return this.#nesting.end(this.#options.cut)
  }

  #nextLink() {
    while ((this.#links[this.#link]?.from ?? this.#at) < this.#at) this.#link++
    return this.#links[this.#link]
  }

  /** Looked for only when the last one is passed, so that no part of the line is searched twice. */
  #nextSpecial(): number {
    if (this.#special < this.#at) {
      SPECIAL.lastIndex = this.#at
      this.#special = SPECIAL.exec(this.#line)?.index ?? this.#line.length
      this.#options.work.steps += this.#special - this.#at
    }
    return this.#special
  }

  /** Everything up to `to` is text. */
  #text(to: number): void {
    if (to > this.#at) this.#nesting.add({ kind: 'text', text: this.#line.slice(this.#at, to) })
    this.#at = to
  }

  /** A mark around a link isn't part of it, though an address may end in one. */
  #readLink({ from, to, href }: { from: number; to: number; href: string }): void {
    this.#text(from)
    const text = this.#line.slice(from, to)
    const tail = /(\*{1,3}|_|~{1,2})$/.exec(text)?.[0]
    const marks = tail ? marksOf(tail) : null
    const cut = tail && marks?.every((mark) => this.#nesting.isOpen(mark)) ? tail.length : 0
    this.#nesting.add({ kind: 'link', text: text.slice(0, text.length - cut), href: href.slice(0, href.length - cut) })
    this.#at = to - cut
    this.#linkEnd = this.#at
  }

  #readSpecial(): void {
    const char = this.#line.charAt(this.#at)
    if (char === '') return
    if (char === '`') this.#readCode()
    else if (char === '@') this.#readMention()
    else this.#readMark(char)
  }

  #readMark(char: string): void {
    let to = this.#at
    while (this.#line.charAt(to) === char) to++
    this.#options.work.steps += to - this.#at
    const run = this.#line.slice(this.#at, to)
    // Behind an address any mark may close, whatever the address ends with.
    const before = this.#linkEnd === this.#at ? 'a' : charBefore(this.#line, this.#at)
    const after = charAfter(this.#line, to)
    const marks = run.length <= (LONGEST[char] ?? 0) ? marksOf(run) : null
    if (marks && mayClose(before, after) && this.#nesting.close(marks)) this.#at = to
    else if (marks && mayOpen(before, after)) {
      for (const mark of marks) this.#nesting.open(mark)
      this.#at = to
    } else this.#text(to)
  }

  #readCode(): void {
    while ((this.#fences[this.#fence]?.from ?? this.#at) < this.#at) this.#fence++
    const { from, to, closing } = this.#fences[this.#fence] ?? { from: this.#at, to: this.#at + 1, closing: null }
    const text = closing ? this.#line.slice(to, closing.from) : ''
    if (!closing || text.trim() === '') this.#text(to)
    else {
      this.#nesting.add({ kind: 'code', fence: this.#line.slice(from, to), text })
      this.#at = closing.to
    }
  }

  #readMention(): void {
    const name = nameAt(this.#line, this.#at, this.#options.mentioned)
    const userId = this.#options.mentioned.get(name)
    if (userId === undefined) this.#text(this.#at + 1)
    else {
      this.#nesting.add({ kind: 'mention', text: `@${name}`, userId })
      this.#at += name.length + 1
    }
  }
}

/** Three stars are bold and italic at once. Null: no mark at all. */
function marksOf(run: string): readonly Mark[] | null {
  if (run === '***') return ['**', '*']
  return run === '*' || run === '**' || run === '_' || run === '~' || run === '~~' ? [run] : null
}
