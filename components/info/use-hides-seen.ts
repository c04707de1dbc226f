'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'

/** Which conversations of mine don't show who has seen a message. */
export function useHidesSeen(): (id: ConversationId) => boolean {
  const lines = useStore(useKith().overview, (overview) => overview.lines)
  return useMemo(() => {
    const hiding = lines.filter(({ entry }) => entry.conversation.receiptsShown === false)
    const ids = new Set(hiding.map(({ entry }) => entry.conversation.id))
    return (id) => ids.has(id)
  }, [lines])
}
