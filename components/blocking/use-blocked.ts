'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'

/** Whether I block them. */
export function useBlocked(userId: UserId | null): boolean {
  return useStore(useKith().contacts, ({ blocked }) => blocked.some(({ id }) => id === userId))
}

/** Whom I block. */
export function useBlockedUsers(): ReadonlySet<UserId> {
  const blocked = useStore(useKith().contacts, (contacts) => contacts.blocked)
  return useMemo(() => new Set(blocked.map(({ id }) => id)), [blocked])
}
