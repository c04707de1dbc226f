'use client'

import { useEffect, useState } from 'react'
import type { Seq } from '@/contracts/ids'
import { useAttention } from '../shell/use-attention'

/**
 * Where the newest message was when the person looked away from the end of a conversation: what comes after it waits
 * below a line of its own. Null: they haven't looked away since it was opened.
 */
export function useAway(lastSeq: Seq): Seq | null {
  const attention = useAttention()
  const [away, setAway] = useState<Seq | null>(null)
  const [before, setBefore] = useState(attention)
  if (before !== attention) {
    setBefore(attention)
    if (!attention) setAway(lastSeq)
  }
  useEffect(() => {
    if (!attention) return
    const timer = setTimeout(() => setAway(null), 20_000)
    return () => clearTimeout(timer)
  }, [attention])
  return away
}
