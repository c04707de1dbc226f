import { emojiOf } from '@/server/domain/emoji'
import { attributeOf, childrenOf, ELEMENT_NODE, type HtmlNode, TEXT_NODE } from './html-node'
import { lineOf, type Piece } from './line-of'
import { PLAIN, type Style, styleOf } from './style-of'

const NODES_MAX = 20_000
const DEPTH_MAX = 200
const NOT_READ = /^(SCRIPT|STYLE|HEAD|TITLE|TEMPLATE|NOSCRIPT|SVG|OBJECT|IFRAME|SELECT|BUTTON|META|LINK|AUDIO|VIDEO)$/
const OWN_LINES = /^(DIV|LI|TR|SECTION|ARTICLE|HEADER|FOOTER|MAIN|ASIDE|NAV|DT|DD|FIGURE|FIGCAPTION|ADDRESS|CAPTION)$/
const APART = /^(P|H[1-6]|UL|OL|BLOCKQUOTE|PRE|TABLE|HR|DL)$/

/** What was copied elsewhere, with its looks as marks. Null: too much to look through. */
export function textFromHtml(root: HtmlNode): string | null {
  const flow = new Flow({ nodes: NODES_MAX })
  flow.readAll(root, PLAIN, 0)
  return flow.exhausted ? null : flow.end().join('\n').trim()
}

/** Lines as they come, and the pieces of the one that isn't ended. */
class Flow {
  readonly #left: { nodes: number }
  readonly #lines: string[] = []
  #pieces: Piece[] = []
  #apart = false

  constructor(left: { nodes: number }) {
    this.#left = left
  }

  get exhausted(): boolean {
    return this.#left.nodes <= 0
  }

  readAll(node: HtmlNode, style: Style, depth: number): void {
    if (depth > DEPTH_MAX) this.#left.nodes = 0
    for (const child of childrenOf(node)) {
      if (--this.#left.nodes <= 0) return
      if (child.nodeType === TEXT_NODE) this.#say(child.textContent ?? '', style)
      else if (child.nodeType === ELEMENT_NODE) this.#element(child, style, depth + 1)
    }
  }

  end(): readonly string[] {
    if (this.#pieces.length > 0) this.#break(false)
    return this.#lines
  }

  #element(node: HtmlNode, outer: Style, depth: number): void {
    const name = node.nodeName.toUpperCase()
    if (NOT_READ.test(name)) return
    const style = styleOf(node, name, outer)
    if (name === 'BR') this.#break(true)
    else if (name === 'IMG') this.#say(emojiOf(attributeOf(node, 'alt')) ?? '', outer)
    else if (APART.test(name)) this.#block(this.#linesOf(node, name, style, depth), true)
    else if (OWN_LINES.test(name)) this.#block(this.#linesOf(node, name, style, depth), false)
    else {
      if (/^T[DH]$/.test(name)) this.#say(' ', outer)
      this.readAll(node, style, depth)
    }
  }

  #linesOf(node: HtmlNode, name: string, style: Style, depth: number): readonly string[] {
    if (name === 'PRE') return fenced(node.textContent ?? '')
    if (name === 'UL' || name === 'OL') return this.#list(node, name, style, depth)
    const lines = this.#inside(node, style, depth)
    return name === 'BLOCKQUOTE' ? lines.map((line) => (line === '' ? '>' : `> ${line}`)) : lines
  }

  #list(node: HtmlNode, name: string, style: Style, depth: number): readonly string[] {
    let number = Number(attributeOf(node, 'start')) || 1
    return childrenOf(node).flatMap((child) => {
      const [first, ...others] = this.#inside(child, style, depth).filter((line) => line !== '')
      if (first === undefined) return []
      if (child.nodeName.toUpperCase() !== 'LI') return [first, ...others].map((line) => `  ${line}`)
      return [`${name === 'OL' ? `${number++}.` : '-'} ${first}`, ...others.map((line) => `  ${line}`)]
    })
  }

  #inside(node: HtmlNode, style: Style, depth: number): readonly string[] {
    const flow = new Flow(this.#left)
    flow.readAll(node, style, depth)
    return flow.end()
  }

  #block(lines: readonly string[], apart: boolean): void {
    if (this.#pieces.length > 0) this.#break(false)
    if (lines.length === 0) return
    if ((apart || this.#apart) && this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('')
    this.#lines.push(...lines)
    this.#apart = apart
  }

  /** `wanted`: also of a line with nothing on it. */
  #break(wanted: boolean): void {
    const line = lineOf(this.#pieces)
    this.#pieces = []
    if (line === '' && !wanted) return
    if (this.#apart && this.#lines.at(-1) !== '' && line !== '') this.#lines.push('')
    this.#lines.push(line)
    this.#apart = false
  }

  #say(text: string, style: Style): void {
    if (!style.pre) {
      const flat = text.replace(/[\t\n\r\f ]+/g, ' ')
      if (flat !== '' && (flat !== ' ' || this.#pieces.length > 0)) this.#pieces.push({ text: flat, style })
      return
    }
    text.split('\n').forEach((line, index) => {
      if (index > 0) this.#break(true)
      if (line !== '') this.#pieces.push({ text: line, style })
    })
  }
}

function fenced(text: string): readonly string[] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return text.trim() === '' || text.includes('```') ? lines : ['```', ...lines, '```']
}
