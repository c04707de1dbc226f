'use client'

import { useEffect, useState } from 'react'
import type { KithClient } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { fetchLater, idle } from './fetch-later'

/** Then what isn't needed for reading and writing comes in any case: what is to be shown may never be. */
const PATIENCE_MS = 4_000

/** Whether what the address names is on screen: time for what may be wanted next, which is fetched piece by piece. */
export function useRested(conversationId: ConversationId | null): boolean {
  const kith = useKith()
  const [rested, setRested] = useState(false)
  useEffect(() => {
    if (rested) return
    let current = true
    const rest = () => {
      void idle().then(() => current && setRested(true))
    }
    const unwatch = whenShown(kith, conversationId, rest)
    const timer = setTimeout(rest, PATIENCE_MS)
    return () => {
      current = false
      unwatch()
      clearTimeout(timer)
    }
  }, [kith, conversationId, rested])
  useEffect(() => {
    if (rested) void fetchLater()
  }, [rested])
  return rested
}

function whenShown(kith: KithClient, id: ConversationId | null, then: () => void): () => void {
  const conversation = id === null ? null : kith.conversation(id).store
  const check = () => {
    if (kith.overview.getState().status === 'loading' || conversation?.getState().status === 'loading') return
    unwatch()
    then()
  }
  const unwatches = [kith.overview.subscribe(check), conversation?.subscribe(check)]
  const unwatch = () => {
    for (const one of unwatches) one?.()
  }
  check()
  return unwatch
}
