'use client'

import { useState } from 'react'
import type { Sticker } from '@/contracts/dto'
import { gridKeys } from './grid-keys'
import { StickerPicture } from './sticker-picture'

interface StickerGridProps {
  readonly label: string
  readonly stickers: readonly Sticker[]
  readonly onPick: (sticker: Sticker) => void
}

/** One stop for the Tab key; arrows go from one to the next. */
export function StickerGrid({ label, stickers, onPick }: StickerGridProps) {
  const [current, setCurrent] = useState(0)
  return (
    <ul aria-label={label} onKeyDown={gridKeys} className="grid grid-cols-4 gap-1">
      {stickers.map((sticker, index) => (
        <li key={sticker.id}>
          <button
            type="button"
            tabIndex={index === Math.min(current, stickers.length - 1) ? 0 : -1}
            aria-label={`${sticker.emoji} ${sticker.words}`}
            title={sticker.words}
            onFocus={() => setCurrent(index)}
            onClick={() => onPick(sticker)}
            className="grid aspect-square w-full place-items-center rounded-lg p-1.5 transition-transform hover:bg-hover active:scale-95"
          >
            <StickerPicture sticker={sticker} />
          </button>
        </li>
      ))}
    </ul>
  )
}
