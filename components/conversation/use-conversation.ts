'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'

/** A conversation, live as long as the component is on screen. */
export function useConversation(id: ConversationId): { handle: ConversationHandle; state: ConversationState } {
  const handle = useKith().conversation(id)
  useEffect(() => {
    handle.open()
    return () => handle.close()
  }, [handle])
  return { handle, state: useStore(handle.store) }
}
