'use client'

import { CalendarSearch, Images, Search } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { LineMenu } from '../overview/line-menu'
import { askForDate, searchIn } from '../search/chat-search-open'
import { showGallery } from '../shell/location'
import { MenuContent, MenuItem, MenuSeparator, OpenedMenu } from '../ui/menu'

interface ChatMenuProps {
  readonly button: ReactElement
  readonly byKeys?: boolean
  readonly id: ConversationId
}

/** Ways to what was said before, and what the menu of its line has: a phone has no right button, and shows no list beside. */
export function ChatMenu({ button, byKeys, id }: ChatMenuProps) {
  const line = useStore(useKith().overview, ({ lines }) => lines.find(({ entry }) => entry.conversation.id === id))
  return (
    <OpenedMenu button={button} byKeys={byKeys}>
      <MenuContent>
        <MenuItem icon={<Search aria-hidden />} onClick={() => searchIn(id)}>
          Search this chat
        </MenuItem>
        <MenuItem icon={<CalendarSearch aria-hidden />} onClick={() => askForDate(id)}>
          Jump to a date
        </MenuItem>
        <MenuItem icon={<Images aria-hidden />} onClick={() => showGallery(id)}>
          Media, files and links
        </MenuItem>
        {line && (
          <>
            <MenuSeparator />
            <LineMenu line={line} />
          </>
        )}
      </MenuContent>
    </OpenedMenu>
  )
}
