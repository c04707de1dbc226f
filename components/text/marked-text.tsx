'use client'

import type { ReactNode } from 'react'
import type { Block, ListItem } from '@/server/domain/text/nodes'
import { CodeBlock } from './code-block'
import { InlineNodes } from './inline-nodes'

interface MarkedTextProps {
  readonly blocks: readonly Block[]
  /** What comes last: on the last line, where that is one of words. */
  readonly tail?: ReactNode
}

/** A text's parts as React nodes; it stands where white space is kept. */
export const MarkedText = ({ blocks, tail }: MarkedTextProps) => (
  <>
    {blocks.map((block, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity.
      <BlockNode key={index} block={block} tail={index === blocks.length - 1 ? tail : null} />
    ))}
    {blocks.length === 0 && tail}
  </>
)

function BlockNode({ block, tail }: { block: Block; tail: ReactNode }) {
  if (block.kind === 'text') {
    return (
      <>
        <InlineNodes nodes={block.children} />
        {tail}
      </>
    )
  }
  if (block.kind === 'list') return <List items={block.items} tail={tail} />
  return (
    <>
      {block.kind === 'code' ? (
        <CodeBlock code={block.text} language={block.language} />
      ) : (
        <blockquote className="my-0.5 border-s-[3px] border-current/35 ps-2.5">
          <MarkedText blocks={block.blocks} />
        </blockquote>
      )}
      {tail}
    </>
  )
}

const INDENTS = ['', 'ms-4', 'ms-8', 'ms-12']

/** Markers as typed: a number is never changed. */
const List = ({ items, tail }: { items: readonly ListItem[]; tail: ReactNode }) => (
  <ul className="my-0.5">
    {items.map(({ marker, depth, children }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items of one list have no other identity.
      <li key={index} className={`flex gap-1.5 ${INDENTS[depth] ?? ''}`}>
        {/\d/.test(marker) ? (
          <span className="min-w-4 shrink-0 text-end tabular-nums">{marker}</span>
        ) : (
          <span aria-hidden className="w-4 shrink-0 text-center">
            •
          </span>
        )}
        <div className="min-w-0 flex-1">
          <InlineNodes nodes={children} />
          {index === items.length - 1 && tail}
        </div>
      </li>
    ))}
  </ul>
)
