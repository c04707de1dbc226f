'use client'

import { ChevronDown } from 'lucide-react'
import { CountBadge } from '../ui/badge'
import { cn } from '../ui/cn'
import { IconButton } from '../ui/icon-button'

interface JumpButtonProps {
  readonly visible: boolean
  /** Others' messages below that weren't read. */
  readonly count: number
  readonly onJump: () => void
}

export function JumpButton({ visible, count, onJump }: JumpButtonProps) {
  return (
    <div
      inert={!visible}
      className={cn(
        'absolute right-4 bottom-4 z-10 transition-[opacity,translate] sm:right-6',
        !visible && 'translate-y-2 opacity-0',
      )}
    >
      <IconButton
        label={count > 0 ? `Jump to the newest message, ${count} unread below` : 'Jump to the newest message'}
        variant="raised"
        tooltipSide="left"
        onClick={onJump}
      >
        <ChevronDown aria-hidden />
      </IconButton>
      {count > 0 && (
        <span aria-hidden className="pointer-events-none absolute -top-2 left-1/2 -translate-x-1/2">
          <CountBadge count={count} />
        </span>
      )}
    </div>
  )
}
