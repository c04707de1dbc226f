'use client'

import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { Avatar } from '@/components/avatar'
import { useKith } from '@/components/kith-context'
import type { Profile } from '@/contracts/dto'
import { PresenceText } from './presence-text'

interface PersonRowProps {
  readonly profile: Profile
  readonly name: string
  /** The second line tells their presence, where it is watched; else their user name. */
  readonly presence?: boolean
  /** At the end of the line. */
  readonly children?: ReactNode
}

/** The inside of a line about a person; what is around it makes it a button, an option or a list item. */
export function PersonRow({ profile, name, presence = false, children }: PersonRowProps) {
  const online = useStore(useKith().presence, (all) => all.get(profile.id)?.online ?? false)
  const handle = `@${profile.userName}`
  return (
    <>
      <Avatar id={profile.id} name={name} pictureId={profile.pictureId} size="md" online={presence && online} />
      <span className="flex min-w-0 flex-1 flex-col text-start">
        <span dir="auto" className="truncate text-left font-medium">
          {name}
        </span>
        <span className="truncate text-sm text-ink-muted">
          {presence ? <PresenceText userId={profile.id} otherwise={handle} /> : <bdi>{handle}</bdi>}
        </span>
      </span>
      {children}
    </>
  )
}
