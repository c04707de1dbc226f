'use client'

import { useState } from 'react'
import type { Seq } from '@/contracts/ids'
import { useAttention } from '../shell/use-attention'

/**
 * Where the newest message was when the person last looked away from the page: what came after it stands below a line of
 * its own. Null: they haven't looked away since the conversation was opened.
 */
export function useAway(lastSeq: Seq): Seq | null {
  const attention = useAttention()
  const [before, setBefore] = useState(attention)
  const [away, setAway] = useState<Seq | null>(null)
  if (before !== attention) {
    setBefore(attention)
    if (!attention) setAway(lastSeq)
  }
  return away
}
