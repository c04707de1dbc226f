'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useState } from 'react'
import { useTooltip } from './use-tooltip'

export type TooltipSide = 'top' | 'bottom' | 'left' | 'right'

/**
 * The one tooltip of the page. What has `data-tooltip` (the side it stands on) gets it while it is pointed at or focused by
 * keyboard, with its label's words: hundreds of buttons need nothing of their own for it.
 */
export function TooltipHost() {
  const [target, close] = useTooltip()
  // While it fades out, it stands where it stood and says what it said.
  const [shown, setShown] = useState(target)
  if (target && target !== shown) setShown(target)
  return (
    <Base.Root
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={shown?.element ?? null} side={shown?.side ?? 'bottom'} sideOffset={6} className="z-60">
          {/* Screen readers have the same words from the label of what it points at. */}
          <Base.Popup
            aria-hidden
            className="pointer-events-none max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {shown?.words}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
