'use client'

import { useEffect, useState } from 'react'
import type { KithClient } from '@/client/kith'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'
import { fetchParts, idle } from './fetch-parts'

/** Then the parts come in any case: what is to be shown may never be. */
const PATIENCE_MS = 4_000
const AGAIN_MS = 30_000

/**
 * Fetches all parts once what the address names is on screen and the browser rests; again while some are missing. True from
 * then on.
 */
export function useParts(conversationId: ConversationId | null): boolean {
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
    if (!rested) return
    const fetch = () => void fetchParts()
    fetch()
    const timer = setInterval(fetch, AGAIN_MS)
    window.addEventListener('online', fetch)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', fetch)
    }
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
