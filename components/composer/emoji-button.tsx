'use client'

import { Smile } from 'lucide-react'
import type { RefObject } from 'react'
import { laterPopup } from '../part/later-popup'
import { IconButton } from '../ui/icon-button'
import { insertText } from './edit-field'

const EmojiChoice = laterPopup('dialog', () => import('../emoji/emoji-choice').then((part) => part.EmojiChoice))

/** Puts an emoji where the caret is. */
export function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  function pick(emoji: string): void {
    const element = field.current
    if (element) insertText(element, element.selectionStart, element.selectionEnd, emoji)
  }

  return (
    <EmojiChoice
      button={
        <IconButton label="Emoji" tooltipSide="top">
          <Smile aria-hidden />
        </IconButton>
      }
      field={field}
      onPick={pick}
    />
  )
}
