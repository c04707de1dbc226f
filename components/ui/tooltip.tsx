'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

/** Once, around the app: neighbours then show without a wait. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Base.Provider delay={500}>{children}</Base.Provider>
}

interface TooltipProps {
  readonly content: ReactNode
  /** What it is about; gets the handlers and the ref. */
  readonly children: ReactElement
  readonly side: TooltipPopupProps['side']
}

export function Tooltip({ content, children, side }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <TooltipPopup side={side}>{content}</TooltipPopup>
    </Base.Root>
  )
}

interface TooltipPopupProps {
  readonly children: ReactNode
  readonly side: 'top' | 'bottom' | 'left' | 'right'
}

export function TooltipPopup({ children, side }: TooltipPopupProps) {
  return (
    <Base.Portal>
      <Base.Positioner side={side} sideOffset={6} className="z-60">
        {/* Screen readers have the same words from the label of what it points at. */}
        <Base.Popup
          aria-hidden
          className="max-w-64 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}
