'use client'

import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { cn } from '../ui/cn'

/** Somebody's name in a text; my own stands out. */
export function Mention({ userId, children }: { userId: UserId; children: ReactNode }) {
  const me = useStore(useKith().me, ({ profile }) => profile.id === userId)
  return (
    <bdi
      data-mention={me ? 'me' : 'other'}
      className={cn(
        'rounded-sm px-0.5 font-medium',
        me ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent-ink',
      )}
    >
      {children}
    </bdi>
  )
}
