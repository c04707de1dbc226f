'use client'

import { ContactRound, Settings, Star, UsersRound } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Profile } from '@/contracts/dto'
import { showPage } from '../shell/location'
import { MenuContent, MenuItem, MenuSeparator, OpenedMenu } from '../ui/menu'

interface OwnMenuProps {
  readonly button: ReactElement
  readonly byKeys?: boolean
  readonly profile: Profile
  readonly onStart: (kind: 'person' | 'group') => void
}

/** Who I am here, and ways to what isn't a chat. */
export function OwnMenu({ button, byKeys, profile, onStart }: OwnMenuProps) {
  return (
    <OpenedMenu button={button} byKeys={byKeys}>
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
    </OpenedMenu>
  )
}
