'use client'

import { memo, type ReactNode, useMemo, useState } from 'react'
import { cn } from '../ui/cn'
import { parseText } from './parse-text'
import { foldText, isEmojiOnly } from './text-shape'

interface MessageTextProps {
  readonly text: string
  /** The time and ticks: at the end of the last line where they fit, else below it. */
  readonly meta: ReactNode
  /** Before it unfolds: what grows then must not be scrolled along. */
  readonly onUnfold: () => void
}

/** A message's words in their own direction, links included, long ones folded. */
export const MessageText = memo(function MessageText({ text, meta, onUnfold }: MessageTextProps) {
  const [unfolded, setUnfolded] = useState(false)
  const beginning = useMemo(() => foldText(text), [text])
  const shown = unfolded || beginning === null ? text : beginning
  const parts = useMemo(() => parseText(shown), [shown])
  const large = useMemo(() => isEmojiOnly(text), [text])
  return (
    <div
      dir="auto"
      className={cn(
        'whitespace-pre-wrap [overflow-wrap:anywhere]',
        large && 'flex items-end font-emoji text-[2.5rem] leading-[3rem]',
      )}
    >
      {parts.map((part, index) =>
        part.kind === 'link' ? (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other identity.
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-link underline decoration-link/40 underline-offset-2 hover:decoration-link"
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
      {beginning !== null && (
        <>
          {unfolded ? '\n' : '…\n'}
          <button
            type="button"
            aria-expanded={unfolded}
            onClick={() => {
              onUnfold()
              setUnfolded(!unfolded)
            }}
            className="rounded-sm font-medium text-link hover:underline"
          >
            {unfolded ? 'Show less' : 'Show more'}
          </button>
        </>
      )}
      {meta}
    </div>
  )
})
