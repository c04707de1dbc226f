'use client'

import { ContactRound, Megaphone, Settings, SquarePen, Star, UsersRound } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { PersonAvatar } from '../avatar'
import { useKith } from '../kith-context'
import { askSendTo } from '../send-to/asked'
import { showPage } from '../shell/location'
import { IconButton } from '../ui/icon-button'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu'

interface OverviewHeaderProps {
  readonly onStart: (kind: 'person' | 'group') => void
}

/** Me and my menu on one side, a new chat on the other. */
export const OverviewHeader = memo(function OverviewHeader({ onStart }: OverviewHeaderProps) {
  const profile = useStore(useKith().me, (me) => me.profile)
  return (
    <header className="flex h-16 shrink-0 items-center gap-2 px-3 pt-[env(safe-area-inset-top)] [box-sizing:content-box]">
      <Menu>
        <MenuTrigger render={<IconButton label="Menu" className="size-11" />}>
          <PersonAvatar profile={profile} size="md" />
        </MenuTrigger>
        <MenuContent align="start">
          <div className="px-2.5 py-1.5">
            <p dir="auto" className="truncate font-semibold">
              {profile.fullName}
            </p>
            <p className="truncate text-sm text-ink-muted">@{profile.userName}</p>
          </div>
          <MenuSeparator />
          <MenuItem icon={<UsersRound aria-hidden />} onClick={() => onStart('group')}>
            New group
          </MenuItem>
          <MenuItem icon={<ContactRound aria-hidden />} onClick={() => showPage('/contacts')}>
            Contacts
          </MenuItem>
          <MenuItem icon={<Star aria-hidden />} onClick={() => showPage('/starred')}>
            Starred messages
          </MenuItem>
          <MenuItem icon={<Settings aria-hidden />} onClick={() => showPage('/settings')}>
            Settings
          </MenuItem>
        </MenuContent>
      </Menu>
      <h1 className="flex-1 text-xl font-semibold tracking-tight">Chats</h1>
      <IconButton label="New message to several" onClick={() => askSendTo({ kind: 'new' })}>
        <Megaphone aria-hidden />
      </IconButton>
      <IconButton label="New chat" onClick={() => onStart('person')}>
        <SquarePen aria-hidden />
      </IconButton>
    </header>
  )
})
