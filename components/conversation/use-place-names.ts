'use client'

import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { useNames } from '../people/use-names'
import { type Face, faceOf } from './face'

/** What conversations are called, as far as they are among mine. */
export function usePlaceNames(): (id: ConversationId) => Face | null {
  const lines = useStore(useKith().overview, (overview) => overview.lines)
  const people = useNames()
  return useMemo(() => {
    const byId = new Map(lines.map(({ entry }) => [entry.conversation.id, entry.conversation]))
    return (id) => {
      const conversation = byId.get(id)
      return conversation ? faceOf(conversation, people) : null
    }
  }, [lines, people])
}
