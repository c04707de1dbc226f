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
        'flex flex-wrap items-center justify-center gap-x-4 gap-y-2 text-center text-sm text-ink-muted',
        floating
          ? 'fixed inset-x-3 top-[calc(8.5rem+env(safe-area-inset-top))] z-60 mx-auto w-fit max-w-sm rounded-xl border border-line bg-raised px-4 py-3 shadow-overlay'
          : 'p-6',
      )}
    >
      <p>This part of Kith couldn’t be loaded.</p>
      <Button size="sm" variant="secondary" onClick={onRetry}>
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

/** Next's word for it; there is no type to tell it by. */
export const isPartMissing = (error: Error): boolean => error.name === 'ChunkLoadError'
