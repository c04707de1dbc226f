'use client'

import { CalendarSearch, EllipsisVertical, Images, Search } from 'lucide-react'
import type { ConversationId } from '@/contracts/ids'
import { askForDate, searchIn } from '../search/chat-search-open'
import { showGallery } from '../shell/location'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '../ui/menu'

/** Ways to what was said before. */
export function ChatMenu({ id }: { id: ConversationId }) {
  return (
    <Menu>
      <MenuTrigger render={<IconButton label="More" />}>
        <EllipsisVertical aria-hidden />
      </MenuTrigger>
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
      </MenuContent>
    </Menu>
  )
}
