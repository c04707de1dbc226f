'use client'

import { useState } from 'react'
import { stickerAddress } from '@/contracts/addresses'
import type { Sticker } from '@/contracts/dto'

/** As large as there is room; its emoji where it can't be drawn. Named by what it stands in. */
export function StickerPicture({ sticker }: { sticker: Pick<Sticker, 'id' | 'emoji' | 'width' | 'height'> }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <span className="font-emoji text-[2.5rem] leading-none">{sticker.emoji}</span>
  return (
    // biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks
    <img
      src={stickerAddress(sticker.id)}
      alt=""
      width={sticker.width}
      height={sticker.height}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setFailed(true)}
      className="size-full object-contain"
    />
  )
}
