'use client'

import { File, Image, Megaphone, Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu'

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
      <Menu>
        <MenuTrigger render={<IconButton label="Attach" tooltipSide="top" />}>
          <Paperclip aria-hidden />
        </MenuTrigger>
        <MenuContent side="top" align="start">
          <MenuItem icon={<Image aria-hidden />} onClick={() => media.current?.click()}>
            Photos and videos
          </MenuItem>
          <MenuItem icon={<File aria-hidden />} onClick={() => any.current?.click()}>
            Files
          </MenuItem>
          {onSendTo && (
            <>
              <MenuSeparator />
              <MenuItem icon={<Megaphone aria-hidden />} onClick={onSendTo}>
                Send to…
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
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
