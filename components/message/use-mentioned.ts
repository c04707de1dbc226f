'use client'

import { useMemo } from 'react'
import type { UserId } from '@/contracts/ids'
import type { People } from '../people/use-names'

/** The mentioned by their userNames, as far as these are known. */
export function useMentioned(mentions: readonly UserId[], people: People): ReadonlyMap<string, UserId> | undefined {
  return useMemo(() => {
    if (mentions.length === 0) return undefined
    return new Map(
      mentions.flatMap((userId) => {
        const profile = people.profileOf(userId)
        return profile ? [[profile.userName, userId] as const] : []
      }),
    )
  }, [mentions, people])
}
