'use client'

import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { Sticker, StickerPack } from '@/contracts/dto'
import { cn } from '../ui/cn'
import { CHECKERBOARD } from './checkerboard'
import { gridKeys } from './grid-keys'
import { openMyStickers } from './my-stickers-open'
import { StickerPicture } from './sticker-picture'
import { useOrder } from './use-order'

/** Not a file's: what is dragged here comes from here. */
const DRAGGED = 'application/x-kith-sticker'

/** The stickers of one's own pack. They are dragged, or moved by Alt and the arrows, into another order. */
export function OwnGrid({ pack }: { pack: StickerPack }) {
  const { stickers, move } = useOrder(pack)
  const [current, setCurrent] = useState(0)

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    if (!event.altKey) {
      gridKeys(event)
      return
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const focused = document.activeElement
    if (!by || !(focused instanceof HTMLElement) || !event.currentTarget.contains(focused)) return
    event.preventDefault()
    move(focused.dataset.sticker ?? '', { by })
    // Moved in the document, it loses the focus.
    requestAnimationFrame(() => focused.focus())
  }

  return (
    <ul aria-label={`Stickers of ${pack.name}`} onKeyDown={onKeyDown} className="grid grid-cols-4 gap-2 sm:grid-cols-5">
      {stickers.map((sticker, index) => (
        <OwnSticker
          key={sticker.id}
          sticker={sticker}
          reachable={index === Math.min(current, stickers.length - 1)}
          onFocus={() => setCurrent(index)}
          onDrop={(dragged) => move(dragged, { onto: sticker.id })}
        />
      ))}
    </ul>
  )
}

interface OwnStickerProps {
  readonly sticker: Sticker
  readonly reachable: boolean
  readonly onFocus: () => void
  readonly onDrop: (stickerId: string) => void
}

function OwnSticker({ sticker, reachable, onFocus, onDrop }: OwnStickerProps) {
  const [over, setOver] = useState(false)
  const { id, packId, emoji, words } = sticker

  function drop(event: DragEvent): void {
    setOver(false)
    const dragged = event.dataTransfer.getData(DRAGGED)
    if (!dragged) return
    event.preventDefault()
    onDrop(dragged)
  }

  return (
    <li
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        data-sticker={id}
        tabIndex={reachable ? 0 : -1}
        aria-label={`${emoji} ${words}`}
        title={words}
        onFocus={onFocus}
        onClick={() => openMyStickers({ at: 'sticker', packId, stickerId: id })}
        className={cn(
          'relative grid aspect-square w-full place-items-center rounded-lg border p-1.5 transition-transform active:scale-95',
          over ? 'border-accent' : 'border-line hover:border-line-strong',
          CHECKERBOARD,
        )}
      >
        <StickerPicture sticker={sticker} />
        <span
          aria-hidden
          className="absolute end-1 bottom-1 rounded-full bg-raised px-1 font-emoji text-xs shadow-bubble"
        >
          {emoji}
        </span>
      </button>
    </li>
  )
}
