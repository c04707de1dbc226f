'use client'

import { Sticker as StickerIcon } from 'lucide-react'
import type { RefObject } from 'react'
import type { ConversationHandle } from '@/client/kith'
import { laterPopup } from '../part/later-popup'
import { IconButton } from '../ui/icon-button'

const StickerChoice = laterPopup('dialog', () => import('./sticker-choice').then((part) => part.StickerChoice))

interface StickerButtonProps {
  readonly handle: ConversationHandle
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** Sends a sticker at once; what is being written stays. */
export function StickerButton(props: StickerButtonProps) {
  return (
    <StickerChoice
      button={
        <IconButton label="Stickers" tooltipSide="top">
          <StickerIcon aria-hidden />
        </IconButton>
      }
      {...props}
    />
  )
}
