'use client'

import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { Profile } from '@/contracts/dto'
import type { PictureId } from '@/contracts/ids'
import { cn } from './ui/cn'
import { initialsOf, tintOf } from './ui/initials'

const SIZES = {
  xs: 'size-6 text-2xs',
  sm: 'size-8 text-xs',
  md: 'size-10 text-base',
  lg: 'size-12 text-lg',
  xl: 'size-24 text-3xl',
  '2xl': 'size-32 text-3xl',
} as const

const DOTS = {
  xs: 'size-2 ring-1',
  sm: 'size-2.5 ring-2',
  md: 'size-3 ring-2',
  lg: 'size-3.5 ring-2',
  xl: 'size-5 ring-4',
  '2xl': 'size-6 ring-4',
} as const

interface AvatarProps {
  /** A user's or a conversation's: the colour behind the initials stays the same for it. */
  readonly id: string
  readonly name: string
  readonly pictureId: PictureId | null
  readonly group?: boolean
  readonly online?: boolean
  readonly size?: keyof typeof SIZES
  readonly className?: string
}

/** Decoration: the name stands beside it, so screen readers skip it. */
export function Avatar({ id, name, pictureId, group = false, online = false, size = 'lg', className }: AvatarProps) {
  const [broken, setBroken] = useState<PictureId | null>(null)
  const picture = pictureId !== null && pictureId !== broken ? pictureId : null
  return (
    <span className={cn('relative inline-block shrink-0 select-none', SIZES[size], className)}>
      <span
        aria-hidden
        className="grid size-full place-items-center overflow-hidden rounded-full font-semibold text-white"
        style={{ background: tintOf(id) }}
      >
        {picture ? (
          // biome-ignore lint/performance/noImgElement: it is small already, and behind the session that Next's optimizer lacks
          <img
            src={`/api/pictures/${picture}`}
            alt=""
            draggable={false}
            onError={() => setBroken(picture)}
            className="size-full object-cover"
          />
        ) : group ? (
          <UsersRound className="size-1/2" />
        ) : (
          <span className="leading-none">{initialsOf(name)}</span>
        )}
      </span>
      {online && (
        <span
          role="img"
          aria-label="Online"
          className={cn('absolute right-0 bottom-0 rounded-full bg-online ring-surface', DOTS[size])}
        />
      )}
    </span>
  )
}

interface PersonAvatarProps extends Pick<AvatarProps, 'online' | 'size' | 'className'> {
  readonly profile: Profile
}

export function PersonAvatar({ profile, ...props }: PersonAvatarProps) {
  return <Avatar id={profile.id} name={profile.fullName} pictureId={profile.pictureId} {...props} />
}
