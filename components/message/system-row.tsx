'use client'

import { memo, useState } from 'react'
import type { Seq } from '@/contracts/ids'
import type { People } from '../people/use-names'
import { describeEvents, type SystemEvent } from './describe-event'

const SHOWN_LINES = 3

interface SystemRowProps {
  readonly rowKey: string
  readonly seq: Seq
  readonly events: readonly SystemEvent[]
  readonly people: People
}

/** "Ana added Bea": what happened in the group between the messages; many in a row are folded. */
export const SystemRow = memo(function SystemRow({ rowKey, seq, events, people }: SystemRowProps) {
  const [unfolded, setUnfolded] = useState(false)
  const lines = describeEvents(events, people)
  const hidden = unfolded || lines.length <= SHOWN_LINES ? 0 : lines.length - 1
  return (
    <li data-key={rowKey} data-seq={seq} className="flex flex-col items-center gap-1 px-6 pt-2 empty:pt-0">
      {hidden > 0 && (
        <button
          type="button"
          aria-expanded={false}
          onClick={() => setUnfolded(true)}
          className="touch-target relative rounded-full bg-note px-3 py-1 text-xs font-medium text-on-note hover:underline"
        >
          Show {hidden} more {hidden === 1 ? 'change' : 'changes'}
        </button>
      )}
      {lines.slice(hidden).map((line, index) => (
        <p
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end.
          key={index}
          className="max-w-72 rounded-xl bg-note px-3 py-1 text-center text-xs text-pretty text-on-note [overflow-wrap:anywhere] sm:max-w-md"
        >
          {line}
        </p>
      ))}
    </li>
  )
})
