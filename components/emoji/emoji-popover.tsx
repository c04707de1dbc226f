'use client'

import { Popover } from '@base-ui/react/popover'
import type { ComponentProps } from 'react'
import { later } from '../part/later'
import { Spinner } from '../ui/spinner'

const EmojiPicker = later(() => import('./emoji-picker').then((part) => part.default), {
  loading: (
    <div className="grid h-[min(26rem,60dvh)] place-items-center">
      <Spinner />
    </div>
  ),
})

interface EmojiPopoverProps
  extends Pick<ComponentProps<typeof Popover.Positioner>, 'anchor' | 'side' | 'align'>,
    Pick<ComponentProps<typeof Popover.Popup>, 'finalFocus'> {
  /** What it is for, in its own words. */
  readonly label: string
  readonly onPick: (emoji: string) => void
}

/** The picker as a card beside something: `Popover.Root > Popover.Trigger + EmojiPopover`, or with an `anchor`. */
export function EmojiPopover({ label, onPick, finalFocus = true, ...position }: EmojiPopoverProps) {
  return (
    <Popover.Portal>
      <Popover.Positioner sideOffset={8} collisionPadding={8} {...position} className="z-50 outline-none">
        <Popover.Popup
          aria-label={label}
          finalFocus={finalFocus}
          className="w-86 max-w-[calc(100vw-1rem)] origin-(--transform-origin) overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-overlay outline-none transition-[opacity,scale] data-ending-style:scale-[0.97] data-ending-style:opacity-0 data-starting-style:scale-[0.97] data-starting-style:opacity-0"
        >
          <EmojiPicker onPick={onPick} />
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  )
}
