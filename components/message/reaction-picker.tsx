'use client'

import { Popover } from '@base-ui/react/popover'
import { useState } from 'react'
import type { MessagePosted } from '@/contracts/dto'
import { EmojiPopover } from '../emoji/emoji-popover'

interface ReactionPickerProps {
  /** Null: it is closed. */
  readonly event: MessagePosted | null
  readonly onReact: (event: MessagePosted, emoji: string) => void
  readonly onClose: () => void
}

/** Any emoji as a reaction, beside the message it is for. */
export function ReactionPicker({ event, onReact, onClose }: ReactionPickerProps) {
  // While it fades out, it still stands where it stood.
  const [shown, setShown] = useState(event)
  if (event && event !== shown) setShown(event)
  const row = () => document.querySelector<HTMLElement>(`[data-message][data-seq="${shown?.seq}"]`)
  return (
    <Popover.Root
      open={event !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <EmojiPopover
        label="React"
        anchor={() => row()?.querySelector('.group\\/bubble') ?? row()}
        side="bottom"
        align="center"
        finalFocus={() => row() ?? true}
        onPick={(emoji) => {
          if (event) onReact(event, emoji)
          onClose()
        }}
      />
    </Popover.Root>
  )
}
