'use client'

import { Megaphone, SquarePen } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { PersonAvatar } from '../avatar'
import { useKith } from '../kith-context'
import { laterPopup } from '../part/later-popup'
import { askSendTo } from '../send-to/asked'
import { IconButton } from '../ui/icon-button'

const OwnMenu = laterPopup('menu', () => import('./own-menu').then((part) => part.OwnMenu))

interface OverviewHeaderProps {
  readonly onStart: (kind: 'person' | 'group') => void
}

/** Me and my menu on one side, a new chat on the other. */
export const OverviewHeader = memo(function OverviewHeader({ onStart }: OverviewHeaderProps) {
  const profile = useStore(useKith().me, (me) => me.profile)
  return (
    <header className="flex h-16 shrink-0 items-center gap-2 px-3 pt-[env(safe-area-inset-top)] [box-sizing:content-box]">
      <OwnMenu
        button={
          <IconButton label="Menu" size="face">
            <PersonAvatar profile={profile} size="md" />
          </IconButton>
        }
        profile={profile}
        onStart={onStart}
      />
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
