'use client'

import { Check } from 'lucide-react'
import { cn } from '../ui/cn'

/** Before a message while several are selected. The whole row takes the click. */
export function RowCheck({ checked, first }: { checked: boolean; first: boolean }) {
  return (
    <span className={cn('absolute bottom-0.5 left-3 my-auto h-5.5 sm:left-6', first ? 'top-2' : 'top-0')}>
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
          'grid size-5.5 place-items-center rounded-full border-2',
          checked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface',
        )}
      >
        {checked && <Check className="size-3.5" strokeWidth={3} />}
      </span>
    </span>
  )
}
