'use client'

import { Popover } from '@base-ui/react/popover'
import { type ReactElement, type RefObject, useState } from 'react'
import type { ConversationHandle } from '@/client/kith'
import type { Sticker } from '@/contracts/dto'
import { later } from '../part/later'
import { Spinner } from '../ui/spinner'
import { openMyStickers } from './my-stickers-open'

const StickerPicker = later(() => import('./sticker-picker').then((part) => part.default), {
  loading: (
    <div className="grid h-[min(26rem,60dvh)] place-items-center">
      <Spinner />
    </div>
  ),
})

interface StickerChoiceProps {
  readonly button: ReactElement
  readonly handle: ConversationHandle
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** The picker over its button, open to begin with. It sends at once; what is being written stays. */
export function StickerChoice({ button, handle, field }: StickerChoiceProps) {
  const [open, setOpen] = useState(true)

  function send(sticker: Sticker): void {
    setOpen(false)
    handle.send('', { kind: 'sticker', attachments: [{ sticker }] })
  }

  function manage(packId: string | null): void {
    setOpen(false)
    openMyStickers(packId === null ? { at: 'packs' } : { at: 'pack', packId })
  }

  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={button} />
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={8} collisionPadding={8} className="z-50 outline-none">
          <Popover.Popup
            aria-label="Stickers"
            finalFocus={field}
            className="w-92 max-w-[calc(100vw-1rem)] origin-(--transform-origin) overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-overlay outline-none transition-[opacity,scale] data-ending-style:scale-[0.97] data-ending-style:opacity-0 data-starting-style:scale-[0.97] data-starting-style:opacity-0"
          >
            <StickerPicker onPick={send} onManage={manage} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
