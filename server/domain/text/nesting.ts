import { isSubstance } from './edges'
import { type Inline, KIND_OF, type Mark } from './nodes'

/** Marks that are open at once. Prose never gets near it, and nothing nests deeper. */
const OPEN_MAX = 16

interface Frame {
  readonly mark: Mark | null
  readonly children: Inline[]
  /** How much of substance stood before it. */
  readonly before: number
}

/** What is open while a line is read. A mark that finds no partner is text. */
export class Nesting {
  readonly #frames: Frame[] = [{ mark: null, children: [], before: 0 }]
  #substance = 0

  add(node: Inline): void {
    if (node.kind === 'text' ? isSubstance(node.text) : true) this.#substance++
    append(this.#top(), node)
  }

  open(mark: Mark): void {
    // The outermost gives way: what is near belongs together.
    if (this.#frames.length > OPEN_MAX) this.#flatten(1, 2)
    this.#frames.push({ mark, children: [], before: this.#substance })
  }

  isOpen(mark: Mark): boolean {
    return this.#find(mark) > 0
  }

  /** Closes the nearest of these, then the next outer one. False, and nothing is changed: not all of them are open. */
  close(marks: readonly Mark[]): boolean {
    const found = marks.map((mark) => [this.#find(mark), mark] as const).sort(([a], [b]) => b - a)
    if (found.some(([index]) => index <= 0 || this.#frames[index]?.before === this.#substance)) return false
    for (const [index, mark] of found) {
      this.#flatten(index + 1, this.#frames.length)
      const children = this.#frames.pop()?.children ?? []
      append(this.#top(), { kind: KIND_OF[mark], mark, children })
    }
    return true
  }

  /** `cut`: the line goes on elsewhere, so what is open is closed there. */
  end(cut: boolean): readonly Inline[] {
    this.#flatten(1, this.#frames.length, cut)
    return this.#top().children
  }

  #find(mark: Mark): number {
    return this.#frames.findLastIndex((frame) => frame.mark === mark)
  }

  #top(): Frame {
    const top = this.#frames.at(-1)
    if (!top) throw new RangeError('The line itself was closed.')
    return top
  }

  /** The frames from…to become text of the one below them. */
  #flatten(from: number, to: number, cut = false): void {
    const below = this.#frames[from - 1]
    for (const { mark, children } of this.#frames.splice(from, to - from)) {
      if (!below) continue
      if (mark && !cut) append(below, { kind: 'text', text: mark })
      for (const child of children) append(below, child)
    }
  }
}

function append({ children }: Frame, node: Inline): void {
  const last = children.at(-1)
  if (node.kind === 'text' && last?.kind === 'text')
    children[children.length - 1] = { kind: 'text', text: last.text + node.text }
  else children.push(node)
}
