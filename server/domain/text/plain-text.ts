import { LIMITS } from '../limits'
import { previewText } from '../preview'
import type { Block, Inline, ListItem } from './nodes'
import type { LineOptions } from './parse-line'
import { parseText } from './parse-text'

/** The words of a text without its marks. */
export function plainText(text: string, options: Pick<Partial<LineOptions>, 'cut'> = {}): string {
  return parseText(text, options).map(plainBlock).join('\n')
}

/** A text, or as much of it as previews carry, for a line that shows how it begins. */
export function plainPreview(text: string): string {
  const beginning = previewText(text)
  return plainText(beginning, { cut: beginning.length >= LIMITS.previewChars })
}

function plainBlock(block: Block): string {
  if (block.kind === 'text') return plainInline(block.children)
  if (block.kind === 'code') return block.text
  return (block.kind === 'quote' ? block.blocks.map(plainBlock) : block.items.map(plainItem)).join('\n')
}

const plainItem = ({ marker, depth, children }: ListItem): string =>
  `${'  '.repeat(depth)}${/\d/.test(marker) ? marker : '•'} ${plainInline(children)}`

const plainInline = (nodes: readonly Inline[]): string =>
  nodes.map((node) => ('children' in node ? plainInline(node.children) : node.text)).join('')
