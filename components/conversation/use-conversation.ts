'use client'

import { useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'

interface LiveConversation {
  readonly handle: ConversationHandle
  /** Null before it is opened, which is before anything is painted: only then is it known where the person left off. */
  readonly state: ConversationState | null
}

/** A conversation, live as long as the component is on screen. */
export function useConversation(id: ConversationId): LiveConversation {
  const handle = useKith().conversation(id)
  // What the address named at the start is open before it is drawn: so it is drawn in steps, not at once with what is around it.
  const [opened, setOpened] = useState<ConversationHandle | null>(() => (handle.isOpen ? handle : null))
  const state = useStore(handle.store)
  useLayoutEffect(() => {
    handle.open()
    setOpened(handle)
    return () => handle.close()
  }, [handle])
  return { handle, state: opened === handle ? state : null }
}
