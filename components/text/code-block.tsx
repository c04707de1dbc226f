'use client'

import { Check, Copy } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { copyText } from '../ui/copy-text'
import type { TokenKind } from './highlight'
import { useHighlighted } from './use-highlighted'

const COPIED_MS = 2_000

const COLORS: Readonly<Record<TokenKind, string>> = {
  keyword: 'text-code-keyword',
  string: 'text-code-string',
  number: 'text-code-number',
  comment: 'text-code-comment italic',
  title: 'text-code-title',
  type: 'text-code-type',
}

interface CodeBlockProps {
  readonly code: string
  /** As its writer named it. */
  readonly language: string | null
}

export function CodeBlock({ code, language }: CodeBlockProps) {
  const block = useRef<HTMLPreElement>(null)
  const tokens = useHighlighted(block, code, language)
  return (
    <div className="relative my-1 overflow-hidden rounded-md border border-line bg-code text-ink">
      <div className="flex h-7 items-center justify-between gap-2 border-b border-line ps-2.5 pe-1 text-2xs text-code-comment">
        <span dir="ltr">{language ?? 'Code'}</span>
        <CopyButton code={code} />
      </div>
      {/* Lines stay whole: longer ones are scrolled to, by keyboard too. */}
      <pre
        ref={block}
        dir="ltr"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        onKeyDown={keepSideways}
        data-code={tokens ? 'highlighted' : 'plain'}
        className="overflow-x-auto overscroll-x-contain px-2.5 py-2 font-mono text-sm leading-5 [overflow-wrap:normal] whitespace-pre outline-offset-[-2px]"
      >
        <code>
          {tokens?.map(({ kind, text }, index) =>
            kind ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one code have no other identity.
              <span key={index} className={COLORS[kind]}>
                {text}
              </span>
            ) : (
              text
            ),
          ) ?? code}
        </code>
      </pre>
    </div>
  )
}

function CopyButton({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy(): Promise<void> {
    if (await copyText(code)) setCopied(true)
    else toast.error('The browser didn’t let Kith copy that. Select the code and copy it yourself.')
  }

  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      aria-label="Copy code"
      onClick={() => void copy()}
      className="flex h-6 items-center gap-1 rounded-sm px-1.5 font-medium hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden className="size-3.5" />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </button>
  )
}

/** Left and right scroll the code; in the rest of a message they go from part to part. */
function keepSideways(event: KeyboardEvent): void {
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') event.stopPropagation()
}
