'use client'

import { Popover } from '@base-ui/react/popover'
import { Smile } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { EmojiPopover } from '../emoji/emoji-popover'
import { IconButton } from '../ui/icon-button'
import { insertText } from './edit-field'

/** Puts an emoji where the caret is. */
export function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const [open, setOpen] = useState(false)

  function pick(emoji: string): void {
    setOpen(false)
    const element = field.current
    if (element) insertText(element, element.selectionStart, element.selectionEnd, emoji)
  }

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton label="Emoji" tooltipSide="top" />}>
        <Smile aria-hidden />
      </Popover.Trigger>
      <EmojiPopover label="Emoji" side="top" align="end" onPick={pick} finalFocus={field} />
    </Popover.Root>
  )
}
