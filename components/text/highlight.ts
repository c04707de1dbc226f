import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import markdown from 'highlight.js/lib/languages/markdown'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'

// Never imported statically: the app's first load stays without it.
const lowlight = createLowlight({
  ...{ bash, c, cpp, csharp, css, diff, go, java, javascript, json, kotlin, markdown, php, python, ruby, rust, sql },
  ...{ swift, typescript, xml, yaml },
})

export type TokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'title' | 'type'

export interface Token {
  readonly kind: TokenKind | null
  readonly text: string
}

const KINDS: Readonly<Record<string, TokenKind>> = {
  ...{ keyword: 'keyword', built_in: 'keyword', 'selector-tag': 'keyword', name: 'keyword', deletion: 'keyword' },
  ...{ string: 'string', regexp: 'string', symbol: 'string', char: 'string', addition: 'string', link: 'string' },
  ...{ number: 'number', literal: 'number', 'template-variable': 'number', 'selector-pseudo': 'number' },
  ...{ comment: 'comment', quote: 'comment', meta: 'comment', doctag: 'comment' },
  ...{ title: 'title', section: 'title', 'selector-class': 'title', 'selector-id': 'title' },
  ...{ type: 'type', attr: 'type', attribute: 'type', property: 'type', variable: 'type', bullet: 'type' },
}

/** The code in pieces, in order and complete. `language` is one of languages.ts's HIGHLIGHTED. */
export function highlight(code: string, language: string): readonly Token[] {
  return tokensOf(lowlight.highlight(language, code).children, null)
}

type Nodes = ReturnType<typeof lowlight.highlight>['children']

function tokensOf(nodes: Nodes, outer: TokenKind | null): readonly Token[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [{ kind: outer, text: node.value }]
    return node.type === 'element' ? tokensOf(node.children, kindOf(node.properties.className) ?? outer) : []
  })
}

function kindOf(className: unknown): TokenKind | null {
  const [name] = Array.isArray(className) ? className : []
  return KINDS[String(name).replace('hljs-', '')] ?? null
}
