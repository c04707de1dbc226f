'use client'

import { X } from 'lucide-react'
import { IconButton } from '../ui/icon-button'

/** Why there is no recording, above the button that was to make one. */
export function ProblemNote({ problem, onClose }: { problem: string; onClose: () => void }) {
  return (
    <div
      role="alert"
      className="absolute right-0 bottom-full z-10 mb-3 flex w-72 max-w-[calc(100vw-1.5rem)] items-start gap-1 rounded-xl border border-line bg-raised py-2.5 pr-2 pl-4 text-sm text-ink shadow-overlay"
    >
      <span className="flex-1 py-1">{problem}</span>
      <IconButton size="sm" label="Close" tooltipSide="top" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
    </div>
  )
}
