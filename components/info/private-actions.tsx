'use client'

import { EllipsisVertical } from 'lucide-react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { LineMenu } from '../overview/line-menu'
import { Button } from '../ui/button'
import { Menu, MenuContent, MenuTrigger } from '../ui/menu'

/** Mute, pin and archive, for those who have no right button. */
export function PrivateActions({ id }: { id: ConversationId }) {
  const line = useStore(useKith().overview, ({ lines }) => lines.find(({ entry }) => entry.conversation.id === id))
  if (!line) return null
  return (
    <div className="flex flex-col border-t border-line p-3">
      <Menu>
        <MenuTrigger render={<Button variant="ghost" align="start" />}>
          <EllipsisVertical aria-hidden /> Mute, pin, archive
        </MenuTrigger>
        <MenuContent align="start">
          <LineMenu line={line} />
        </MenuContent>
      </Menu>
    </div>
  )
}
