import { describe, expect, it } from 'vitest'
import type { HtmlNode } from './html-node'
import { textFromHtml } from './text-from-html'

/** h('b', 'words', h('i', …)); attributes may come second. The browser's own nodes are tried in e2e/text.spec.ts. */
function h(name: string, ...rest: readonly (string | HtmlNode | Readonly<Record<string, string>>)[]): HtmlNode {
  const attributes: Record<string, string> = {}
  const childNodes: HtmlNode[] = []
  for (const part of rest) {
    if (typeof part === 'string') childNodes.push(words(part))
    else if (isNode(part)) childNodes.push(part)
    else Object.assign(attributes, part)
  }
  return {
    nodeType: 1,
    nodeName: name.toUpperCase(),
    textContent: childNodes.map((child) => child.textContent).join(''),
    childNodes,
    getAttribute: (key) => attributes[key] ?? null,
  }
}

const isNode = (part: HtmlNode | Readonly<Record<string, string>>): part is HtmlNode => 'childNodes' in part
const words = (textContent: string): HtmlNode => ({ nodeType: 3, nodeName: '#text', textContent, childNodes: [] })
const read = (...parts: Parameters<typeof h> extends [string, ...infer R] ? R : never) =>
  textFromHtml(h('body', ...parts))

describe('what is copied from a page', () => {
  it('keeps what there are marks for', () => {
    expect(
      read(
        h('p', 'A ', h('b', 'bold ', h('i', 'and')), ' ', h('em', 'so'), ' ', h('del', 'gone'), ', ', h('code', 'x()')),
      ),
    ).toBe('A **bold** **_and_** _so_ ~~gone~~, `x()`')
    expect(
      read(h('span', { style: 'font-weight: 700' }, 'Heavy'), h('b', { style: 'font-weight:normal' }, ' light')),
    ).toBe('**Heavy** light')
  })

  it('sets paragraphs, lists, quotes and code apart', () => {
    expect(
      read(
        h('h2', 'Title'),
        h('p', 'One\n   two', h('br'), 'three'),
        h('ul', '\n', h('li', 'a'), h('li', 'b', h('ol', h('li', 'c'), h('li', 'd')))),
        h('blockquote', h('p', 'said'), h('p', 'twice')),
        h('pre', 'let x\n  = 1\n'),
        h('div', 'end'),
        h('div', 'of it'),
      ),
    ).toBe(
      '**Title**\n\nOne two\nthree\n\n- a\n- b\n  1. c\n  2. d\n\n> said\n>\n> twice\n\n```\nlet x\n  = 1\n```\n\nend\nof it',
    )
  })

  it('says where a link goes, unless that is what it says', () => {
    expect(read('See ', h('a', { href: 'https://a.example/x' }, 'the ', h('b', 'page')), '.')).toBe(
      'See the **page** (https://a.example/x).',
    )
    expect(read(h('a', { href: 'https://a.example/' }, 'a.example'))).toBe('a.example')
    expect(read(h('a', { href: 'javascript:alert(1)' }, 'click'))).toBe('click')
  })

  it('has no mark where it would be read as a star', () => {
    expect(read('un', h('b', 'believ'), 'able')).toBe('unbelievable')
  })

  it('has neither scripts nor pictures, but emoji', () => {
    expect(
      read(h('script', 'alert(1)'), h('style', 'p{}'), 'Hi ', h('img', { alt: '👍' }), h('img', { alt: 'A cat' })),
    ).toBe('Hi 👍')
  })

  it('is refused when it is endless or bottomless', () => {
    expect(read(...Array.from({ length: 20_001 }, () => h('b', 'x')))).toBeNull()
    let deep = h('b', 'x')
    for (let i = 0; i < 300; i++) deep = h('b', deep)
    expect(read(deep)).toBeNull()
  })
})
