'use client'

import type { ReactNode } from 'react'
import type { Seq } from '@/contracts/ids'
import { RowCheck } from '../select/row-check'
import { cn } from '../ui/cn'

interface RowFrameProps {
  readonly rowKey: string
  /** Absent while the message isn't in the log. */
  readonly seq?: Seq
  /** What is said stands at this side, below each other; null: beside each other. */
  readonly side: 'start' | 'end' | null
  readonly first: boolean
  /** It was just jumped to. */
  readonly lit?: boolean
  /** Null while nothing is being selected. */
  readonly selected?: boolean | null
  readonly children: ReactNode
}

/** A row of the history: its key and seq are how scrolling, reading and the menu find it. */
export function RowFrame({ rowKey, seq, side, first, lit = false, selected = null, children }: RowFrameProps) {
  return (
    <li
      data-key={rowKey}
      data-seq={seq}
      data-message=""
      tabIndex={-1}
      className={cn(
        'message-row relative flex px-3 pb-0.5 sm:px-6',
        (lit || selected) && 'bg-accent/15',
        lit && 'rounded-2xl',
        selected !== null && 'cursor-pointer select-none [&_.message-menu-button]:hidden',
        first && 'pt-2',
        side && (side === 'end' ? 'flex-col items-end' : 'flex-col items-start'),
        selected !== null && 'pl-11.5 sm:pl-14.5',
      )}
    >
      {selected !== null && <RowCheck checked={selected} first={first} />}
      {children}
    </li>
  )
}
