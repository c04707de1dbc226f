'use client'

import { useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { closeAhead } from '../shell/ahead'

interface LiveConversation {
  readonly handle: ConversationHandle
  /** Null before it is opened, which is before anything is painted: only then is it known where the person left off. */
  readonly state: ConversationState | null
}

/** A conversation, live as long as the component is on screen. */
export function useConversation(id: ConversationId): LiveConversation {
  const handle = useKith().conversation(id)
  // What the address names is open before it is drawn.
  const [opened, setOpened] = useState<ConversationHandle | null>(() => (handle.isOpen ? handle : null))
  const state = useStore(handle.store)
  useLayoutEffect(() => {
    handle.open()
    closeAhead()
    setOpened(handle)
    return () => handle.close()
  }, [handle])
  return { handle, state: opened === handle ? state : null }
}
