'use client'

import type { ReactNode } from 'react'
import type { Seq } from '@/contracts/ids'
import { RowCheck, useRowSelected } from '../select/row-check'
import { cn } from '../ui/cn'

interface RowFrameProps {
  readonly rowKey: string
  /** Absent while the message isn't in the log. */
  readonly seq?: Seq
  readonly mine: boolean
  readonly first: boolean
  /** It was just jumped to. */
  readonly lit?: boolean
  readonly children: ReactNode
}

/** A row of the history: its key and seq are how scrolling, reading and the menu find it. */
export function RowFrame({ rowKey, seq, mine, first, lit = false, children }: RowFrameProps) {
  const selected = useRowSelected(seq)
  return (
    <li
      data-key={rowKey}
      data-seq={seq}
      data-message=""
      tabIndex={-1}
      className={cn(
        // What can't reach out of its row isn't painted again with what comes next to it: its shadow has its room below.
        'relative isolate flex pb-0.5 px-3 contain-content outline-none transition-colors duration-500 focus-visible:z-10 focus-visible:contain-none sm:px-6',
        'focus-visible:after:pointer-events-none focus-visible:after:absolute focus-visible:after:inset-x-1 focus-visible:after:-inset-y-0.5 focus-visible:after:z-10 focus-visible:after:rounded-2xl focus-visible:after:border-2 focus-visible:after:border-focus sm:focus-visible:after:inset-x-3',
        (lit || selected) && 'bg-accent/15',
        lit && 'rounded-2xl',
        selected !== null && 'cursor-pointer select-none [&_.group\\/bubble>button.absolute]:hidden',
        first && 'pt-2',
        mine ? 'justify-end' : 'justify-start',
      )}
    >
      {selected !== null && <RowCheck checked={selected} />}
      {children}
    </li>
  )
}
