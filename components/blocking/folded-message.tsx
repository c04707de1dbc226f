'use client'

import { Ban } from 'lucide-react'

interface FoldedMessageProps {
  readonly folded: boolean
  readonly onToggle: () => void
}

/** What stands in a group in place of what somebody says whom I block, or below it once I look. */
export function FoldedMessage({ folded, onToggle }: FoldedMessageProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      aria-expanded={!folded}
      onClick={onToggle}
      className="touch-target relative mt-0.5 inline-flex min-h-8 items-center gap-1.5 rounded-full px-3 py-1 text-sm text-ink-muted hover:bg-hover"
    >
      <Ban aria-hidden className="size-4 shrink-0" />
      {folded ? (
        <>
          Message of a blocked person — <span className="font-medium text-accent-ink">Show</span>
        </>
      ) : (
        <span className="font-medium text-accent-ink">Fold it away</span>
      )}
    </button>
  )
}
