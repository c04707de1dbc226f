import type { UserId } from '@/contracts/ids'
import type { Block, Inline } from './nodes'
import { parseText } from './parse-text'

interface Mentionable {
  readonly userId: UserId
  readonly userName: string
}

/** Those of the members whom a text names as `@userName`, outside of code, each once, in the order of the text. */
export function mentionsIn(text: string, members: readonly Mentionable[]): readonly UserId[] {
  if (!text.includes('@')) return []
  const mentioned = new Map(members.map(({ userId, userName }) => [userName, userId]))
  return [...new Set(parseText(text, { mentioned }).flatMap(inBlock))]
}

function inBlock(block: Block): readonly UserId[] {
  if (block.kind === 'code') return []
  if (block.kind === 'quote') return block.blocks.flatMap(inBlock)
  return block.kind === 'text' ? inLine(block.children) : block.items.flatMap(({ children }) => inLine(children))
}

const inLine = (nodes: readonly Inline[]): readonly UserId[] =>
  nodes.flatMap((node) => (node.kind === 'mention' ? [node.userId] : 'children' in node ? inLine(node.children) : []))
