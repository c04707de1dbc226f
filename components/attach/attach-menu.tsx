'use client'

import { File, Image, Megaphone } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuContent, MenuItem, MenuSeparator, OpenedMenu } from '../ui/menu'

interface AttachMenuProps {
  readonly button: ReactElement
  readonly byKeys?: boolean
  readonly onMedia: () => void
  readonly onAny: () => void
  /** Null: what is written can't go to several. */
  readonly onSendTo: (() => void) | null
}

export function AttachMenu({ button, byKeys, onMedia, onAny, onSendTo }: AttachMenuProps) {
  return (
    <OpenedMenu button={button} byKeys={byKeys}>
      <MenuContent side="top" align="start">
        <MenuItem icon={<Image aria-hidden />} onClick={onMedia}>
          Photos and videos
        </MenuItem>
        <MenuItem icon={<File aria-hidden />} onClick={onAny}>
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
    </OpenedMenu>
  )
}
