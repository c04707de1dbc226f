'use client'

import { useEffect } from 'react'
import type { ConversationId, Seq } from '@/contracts/ids'
import { arrivedAt, usePlace } from '../shell/location'

/** Follows a link to a message of this conversation. */
export function useArrival(id: ConversationId, jump: (seq: Seq) => void): void {
  const { conversationId, at } = usePlace()
  useEffect(() => {
    if (conversationId !== id || at === null) return
    arrivedAt(id)
    jump(at)
  }, [conversationId, id, at, jump])
}
