'use client'

import { useState } from 'react'
import type { PendingMessage } from '@/client/kith'
import type { Seq } from '@/contracts/ids'
import { useAttention } from '../shell/use-attention'

/**
 * Where the newest message was when the person last looked away from the page: what came after it stands below a line of
 * its own. Null: they haven't looked away since the conversation was opened, or said something since.
 */
export function useAway(lastSeq: Seq, pending: readonly PendingMessage[]): Seq | null {
  const attention = useAttention()
  const [before, setBefore] = useState(attention)
  const [away, setAway] = useState<Seq | null>(null)
  const [waiting, setWaiting] = useState(pending)
  if (before !== attention) {
    setBefore(attention)
    if (!attention) setAway(lastSeq)
  }
  if (waiting !== pending) {
    setWaiting(pending)
    const known = new Set(waiting.map(({ clientId }) => clientId))
    if (attention && pending.some(({ clientId }) => !known.has(clientId))) setAway(null)
  }
  return away
}
