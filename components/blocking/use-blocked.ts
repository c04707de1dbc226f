'use client'

import { useStore } from 'zustand'
import type { UserId } from '@/contracts/ids'
import { useKith } from '../kith-context'

/** Whether I block them. */
export function useBlocked(userId: UserId | null): boolean {
  return useStore(useKith().contacts, ({ blocked }) => blocked.some(({ id }) => id === userId))
}
