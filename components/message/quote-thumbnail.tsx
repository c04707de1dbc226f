'use client'

import { attachmentAddress, stickerAddress } from '@/contracts/addresses'
import type { MessagePosted } from '@/contracts/dto'
import { blurred } from '../attachments/thumbhash'
import { cn } from '../ui/cn'

/** A small picture of what a quoted message carries, where there is one. */
export function QuoteThumbnail({ quoted }: { quoted: MessagePosted }) {
  const { attachments, deleted } = quoted.message
  const position = attachments.findIndex(({ preview, sticker }) => preview || sticker)
  const shown = attachments[position]
  if (!shown || deleted) return null
  const blur = blurred(shown.thumbhash)
  return (
    <span
      style={blur ? { backgroundImage: `url(${blur})` } : undefined}
      className={cn(
        'block size-10 shrink-0 overflow-hidden bg-cover bg-center',
        shown.kind === 'circle_video' ? 'rounded-full' : 'rounded-md',
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks */}
      <img
        src={shown.sticker ? stickerAddress(shown.sticker.id) : attachmentAddress(quoted, position, 'preview')}
        alt=""
        decoding="async"
        draggable={false}
        className={cn('size-full', shown.sticker ? 'object-contain' : 'object-cover')}
      />
    </span>
  )
}
