'use client'

import { memo, type ReactNode, useMemo, useState } from 'react'
import type { UserId } from '@/contracts/ids'
import { parseText } from '@/server/domain/text/parse-text'
import { MarkedText } from '../text/marked-text'
import { cn } from '../ui/cn'
import { foldText, isEmojiOnly } from './text-shape'

interface MessageTextProps {
  readonly text: string
  /** Whom it mentions, by userName as typed. */
  readonly mentioned?: ReadonlyMap<string, UserId>
  /** The time and ticks: at the end of the last line where they fit, else below it. */
  readonly meta: ReactNode
  /** Before it unfolds: what grows then must not be scrolled along. */
  readonly onUnfold: () => void
}

const NOBODY: ReadonlyMap<string, UserId> = new Map()

/** A message's words in their own direction, with their marks, long ones folded. */
export const MessageText = memo(function MessageText(props: MessageTextProps) {
  const { text, mentioned = NOBODY, meta, onUnfold } = props
  const [unfolded, setUnfolded] = useState(false)
  const beginning = useMemo(() => foldText(text), [text])
  const shown = unfolded || beginning === null ? text : beginning
  const blocks = useMemo(() => parseText(shown, { mentioned, cut: shown !== text }), [shown, text, mentioned])
  const large = useMemo(() => isEmojiOnly(text), [text])
  return (
    <div
      dir="auto"
      className={cn(
        'whitespace-pre-wrap [overflow-wrap:anywhere]',
        large && 'flex items-end font-emoji text-[2.5rem] leading-[3rem]',
      )}
    >
      <MarkedText
        blocks={blocks}
        tail={
          <>
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
          </>
        }
      />
    </div>
  )
})
