import { attributeOf, type HtmlNode } from './html-node'

/** How words look that are copied elsewhere, as far as there is a mark for it. */
export interface Style {
  readonly bold: boolean
  readonly italic: boolean
  readonly strike: boolean
  readonly code: boolean
  readonly href: string | null
  /** White space is kept. */
  readonly pre: boolean
}

export const PLAIN: Style = { bold: false, italic: false, strike: false, code: false, href: null, pre: false }

const BOLD = /^(B|STRONG|H[1-6]|TH)$/
const ITALIC = /^(I|EM|CITE|DFN|VAR)$/
const STRIKE = /^(S|STRIKE|DEL)$/
const CODE = /^(CODE|KBD|SAMP|TT)$/
const SAFE = /^(?:https?:\/\/|mailto:)\S+$/i

/** What an element makes of its words: by its name, unless its own style says otherwise. */
export function styleOf(node: HtmlNode, name: string, outer: Style): Style {
  const css = attributeOf(node, 'style').toLowerCase()
  const weight = /font-weight:\s*(\w+)/.exec(css)?.[1]
  const slant = /font-style:\s*(\w+)/.exec(css)?.[1]
  const href = name === 'A' ? attributeOf(node, 'href').trim() : ''
  return {
    bold: weight ? /^(bold|bolder|[6-9]00)$/.test(weight) : outer.bold || BOLD.test(name),
    italic: slant ? /^(italic|oblique)$/.test(slant) : outer.italic || ITALIC.test(name),
    strike: outer.strike || STRIKE.test(name) || /text-decoration[^;]*line-through/.test(css),
    code: outer.code || CODE.test(name),
    href: SAFE.test(href) ? href : outer.href,
    pre: /white-space:\s*(pre|break-spaces)/.test(css) || outer.pre,
  }
}
