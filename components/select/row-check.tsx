'use client'

import { Check } from 'lucide-react'
import type { Seq } from '@/contracts/ids'
import { cn } from '../ui/cn'
import { useSelected } from './selection'

/** Whether the row is selected; null while nothing is being selected. */
export function useRowSelected(seq: Seq | undefined): boolean | null {
  return useSelected(({ id, chosen }) => (id === null || seq === undefined ? null : chosen.has(seq)))
}

/** Before a message while several are selected. The whole row takes the click. */
export function RowCheck({ checked }: { checked: boolean }) {
  return (
    <span className="relative me-3 mr-auto flex shrink-0 self-center pr-3">
      <input
        type="checkbox"
        tabIndex={-1}
        readOnly
        checked={checked}
        aria-label="Select this message"
        className="peer absolute inset-0 opacity-0"
      />
      <span
        aria-hidden
        className={cn(
          'grid size-5.5 place-items-center rounded-full border-2 border-line-strong bg-surface',
          checked && 'border-accent bg-accent text-on-accent',
        )}
      >
        {checked && <Check className="size-3.5" strokeWidth={3} />}
      </span>
    </span>
  )
}
