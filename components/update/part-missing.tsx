'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { IconButton } from '../ui/icon-button'

interface PartMissingProps {
  readonly floating: boolean
  readonly onRetry: () => void
}

/** In place of a part that couldn't be loaded. */
export function PartMissing({ floating, onRetry }: PartMissingProps) {
  const [dismissed, setDismissed] = useState(false)
  if (dismissed) return null
  return (
    <div
      role="alert"
      className={cn(
        'flex items-center gap-x-3 gap-y-2 text-sm text-ink-muted',
        floating
          ? 'fixed inset-x-3 top-[calc(9rem+env(safe-area-inset-top))] z-60 mx-auto w-fit max-w-md rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-overlay'
          : 'flex-wrap justify-center p-6 text-center',
      )}
    >
      <p>This part of Kith couldn’t be loaded.</p>
      <Button size="sm" variant="secondary" className="shrink-0" onClick={onRetry}>
        Try again
      </Button>
      {floating && (
        <IconButton label="Close" size="sm" onClick={() => setDismissed(true)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
