'use client'

import { Popover } from '@base-ui/react/popover'
import { SmilePlus } from 'lucide-react'
import { useState } from 'react'
import { EmojiPopover } from '../emoji/emoji-popover'
import { cn } from '../ui/cn'

interface EmojiFieldProps {
  /** Empty: none chosen yet. */
  readonly emoji: string
  readonly invalid?: boolean
  readonly onPick: (emoji: string) => void
}

/** The emoji that a sticker says, and the way to another one. */
export function EmojiField({ emoji, invalid = false, onPick }: EmojiFieldProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={emoji === '' ? 'Choose an emoji' : `Emoji ${emoji}: change it`}
        className={cn(
          'grid size-11 shrink-0 place-items-center rounded-lg border bg-surface text-ink-muted hover:bg-hover',
          invalid ? 'border-danger' : 'border-line-strong',
        )}
      >
        {emoji === '' ? (
          <SmilePlus aria-hidden className="size-5" />
        ) : (
          <span aria-hidden className="font-emoji text-[1.5rem] leading-none">
            {emoji}
          </span>
        )}
      </Popover.Trigger>
      <EmojiPopover
        label="Emoji of the sticker"
        side="bottom"
        align="start"
        onPick={(picked) => {
          setOpen(false)
          onPick(picked)
        }}
      />
    </Popover.Root>
  )
}
