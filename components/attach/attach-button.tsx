'use client'

import { Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { laterPopup } from '../part/later-popup'
import { IconButton } from '../ui/icon-button'

const AttachMenu = laterPopup('menu', () => import('./attach-menu').then((part) => part.AttachMenu))

interface AttachButtonProps {
  readonly onFiles: (files: readonly File[], asFile: boolean) => void
  /** Null: what is written can't go to several. */
  readonly onSendTo: (() => void) | null
}

/** Where files are picked: to be looked at in the chat, or to be had as they are. */
export function AttachButton({ onFiles, onSendTo }: AttachButtonProps) {
  const media = useRef<HTMLInputElement>(null)
  const any = useRef<HTMLInputElement>(null)

  function take(input: HTMLInputElement, asFile: boolean): void {
    onFiles([...(input.files ?? [])], asFile)
    // The same one can be picked again.
    input.value = ''
  }

  return (
    <div className="mb-0.5">
      <AttachMenu
        button={
          <IconButton label="Attach" tooltipSide="top">
            <Paperclip aria-hidden />
          </IconButton>
        }
        onMedia={() => media.current?.click()}
        onAny={() => any.current?.click()}
        onSendTo={onSendTo}
      />
      <input
        ref={media}
        type="file"
        multiple
        accept="image/*,video/*"
        aria-label="Photos and videos"
        hidden
        onChange={(event) => take(event.target, false)}
      />
      <input ref={any} type="file" multiple aria-label="Files" hidden onChange={(event) => take(event.target, true)} />
    </div>
  )
}
