'use client'

import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { ConversationHandle, ConversationState } from '@/client/kith'
import { hasAttention, useAttention } from '../shell/use-attention'
import { newestInSight } from './scroll-anchor'
import type { HistoryWindow } from './use-history-window'

/** Tells how far the person has read: only what really is in sight, on a page that is visible and has the focus. */
export function useReading(handle: ConversationHandle, state: ConversationState, view: HistoryWindow): () => void {
  const attention = useAttention()
  const told = useRef(0)
  const { lastSeq } = state
  const read = state.state?.read ?? 0
  const markedUnread = state.state?.markedUnread ?? false
  const { scroller, content, isAtEnd, placed } = view

  const report = useCallback(() => {
    const [box, rows] = [scroller.current, content.current]
    if (!placed || !hasAttention() || !box || !rows || box.clientHeight === 0) return
    const seq = isAtEnd() ? lastSeq : newestInSight(box, rows)
    if (seq === null) return
    // Opening takes the flag away; setting it on an open conversation stays until it is opened again.
    const flagged = told.current === 0 && markedUnread
    if (seq <= Math.max(read, told.current) && !flagged) return
    told.current = seq
    handle.read(seq)
  }, [handle, scroller, content, isAtEnd, placed, lastSeq, read, markedUnread])

  useLayoutEffect(report)
  useEffect(() => {
    handle.readAs(() => placed && hasAttention() && isAtEnd())
    return () => handle.readAs(null)
  }, [handle, placed, isAtEnd])
  useEffect(() => {
    if (attention) report()
  }, [attention, report])
  return report
}
