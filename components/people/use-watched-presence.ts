'use client'

import { useEffect } from 'react'
import { useKith } from '@/components/kith-context'
import type { UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'

/** Follows these users' presence while the component is on screen. */
export function useWatchedPresence(userIds: readonly UserId[]): void {
  const kith = useKith()
  const key = userIds.slice(0, LIMITS.watchedUsersMax).join(',')
  useEffect(() => (key ? kith.watchPresence(key.split(',')) : undefined), [kith, key])
}
