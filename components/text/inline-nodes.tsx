'use client'

import type { Inline } from '@/server/domain/text/nodes'
import { Mention } from './mention'

/** The pieces of a line as React nodes. */
export const InlineNodes = ({ nodes }: { nodes: readonly Inline[] }) =>
  nodes.map((node, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other identity.
    node.kind === 'text' ? node.text : <InlineNode key={index} node={node} />,
  )

function InlineNode({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'bold':
      return (
        <strong className="font-semibold">
          <InlineNodes nodes={node.children} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <InlineNodes nodes={node.children} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <InlineNodes nodes={node.children} />
        </s>
      )
    case 'code':
      return (
        <code className="rounded-xs border border-line bg-code px-1 font-mono text-[0.875em] text-ink">
          {node.text}
        </code>
      )
    case 'link':
      return (
        <a
          href={node.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-link underline decoration-link/40 underline-offset-2 hover:decoration-link"
        >
          {node.text}
        </a>
      )
    case 'mention':
      return <Mention userId={node.userId}>{node.text}</Mention>
    case 'text':
      return node.text
  }
}
