'use client'

import { AtSign } from 'lucide-react'
import type { Seq } from '@/contracts/ids'
import { CountBadge } from '../ui/badge'
import { cn } from '../ui/cn'
import { IconButton } from '../ui/icon-button'

interface MentionButtonProps {
  /** Null: there is nothing to go to. */
  readonly next: Seq | null
  /** Unread messages that mention me. */
  readonly count: number
  /** Above the button that leads to the newest. */
  readonly raised: boolean
  readonly onJump: (seq: Seq) => void
}

/** Leads from one unread mention to the next. */
export function MentionButton({ next, count, raised, onJump }: MentionButtonProps) {
  return (
    <div
      inert={next === null}
      className={cn(
        'absolute right-4 z-10 transition-[opacity,translate,bottom] sm:right-6',
        raised ? 'bottom-19' : 'bottom-4',
        next === null && 'translate-y-2 opacity-0',
      )}
    >
      <IconButton
        label={count === 1 ? 'Go to the message that mentions you' : `Go to the next of ${count} mentions`}
        variant="raised"
        tooltipSide="left"
        onClick={() => next !== null && onJump(next)}
      >
        <AtSign aria-hidden />
      </IconButton>
      {count > 1 && (
        <span aria-hidden className="pointer-events-none absolute -top-2 left-1/2 -translate-x-1/2">
          <CountBadge count={count} />
        </span>
      )}
    </div>
  )
}
