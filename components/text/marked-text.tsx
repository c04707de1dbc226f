'use client'

import { Fragment, type ReactNode } from 'react'
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
    {blocks.map((block, index) => blockNode(block, index, index === blocks.length - 1 ? tail : null))}
    {blocks.length === 0 && tail}
  </>
)

/** A call: nearly every text is one block, and there is one in each row. */
function blockNode(block: Block, index: number, tail: ReactNode): ReactNode {
  if (block.kind === 'text') {
    return (
      <Fragment key={index}>
        {InlineNodes({ nodes: block.children })}
        {tail}
      </Fragment>
    )
  }
  if (block.kind === 'list') return <List key={index} items={block.items} tail={tail} />
  return (
    <Fragment key={index}>
      {block.kind === 'code' ? (
        <CodeBlock code={block.text} language={block.language} />
      ) : (
        <blockquote className="my-0.5 border-s-[3px] border-current/35 ps-2.5">
          <MarkedText blocks={block.blocks} />
        </blockquote>
      )}
      {tail}
    </Fragment>
  )
}

const INDENTS = ['', 'ms-5', 'ms-10', 'ms-15']

/** Markers as typed: a number is never changed. They hang, and are copied along with the words. */
const List = ({ items, tail }: { items: readonly ListItem[]; tail: ReactNode }) => (
  <ul className="my-0.5">
    {items.map(({ marker, depth, children }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items of one list have no other identity.
      <li key={index} className={`ps-5 -indent-5 ${INDENTS[depth] ?? ''}`}>
        <span className="inline-block min-w-5 indent-0 tabular-nums">{/\d/.test(marker) ? `${marker} ` : '• '}</span>
        <span className="indent-0">
          <InlineNodes nodes={children} />
          {index === items.length - 1 && tail}
        </span>
      </li>
    ))}
  </ul>
)
