'use client'

import { useState } from 'react'
import { stickerAddress } from '@/contracts/addresses'
import type { Shown } from './shown'

const SIDE = 160

/** A sticker stands alone, without a bubble. What can't be drawn is its emoji. */
export function StickerView({ shown: { facts, whole } }: { shown: Shown }) {
  const [failures, setFailures] = useState(0)
  const { sticker } = facts
  const words = sticker ? `Sticker ${sticker.emoji}: ${sticker.words}` : 'Sticker'
  // The same address wherever it stands is loaded once; the message's own one outlives the pack.
  const src = [...(sticker ? [stickerAddress(sticker.id)] : []), whole][failures]
  if (!src) {
    return (
      <span role="img" aria-label={words} className="block font-emoji text-[6rem] leading-none">
        {sticker?.emoji ?? '🏷️'}
      </span>
    )
  }
  return (
    // biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks
    <img
      key={src}
      src={src}
      alt={words}
      width={SIDE}
      height={SIDE}
      decoding="async"
      draggable={false}
      onError={() => setFailures((before) => before + 1)}
      className="block size-40 object-contain"
    />
  )
}
