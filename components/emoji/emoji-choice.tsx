'use client'

import { Popover } from '@base-ui/react/popover'
import { type ReactElement, type RefObject, useState } from 'react'
import { EmojiPopover } from './emoji-popover'

interface EmojiChoiceProps {
  readonly button: ReactElement
  /** Where the focus goes. */
  readonly field: RefObject<HTMLElement | null>
  readonly onPick: (emoji: string) => void
}

/** The picker over its button, open to begin with. */
export function EmojiChoice({ button, field, onPick }: EmojiChoiceProps) {
  const [open, setOpen] = useState(true)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={button} />
      <EmojiPopover
        label="Emoji"
        side="top"
        align="end"
        onPick={(emoji) => {
          setOpen(false)
          onPick(emoji)
        }}
        finalFocus={field}
      />
    </Popover.Root>
  )
}
