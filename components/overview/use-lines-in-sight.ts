'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Drawn above and below what is in sight. */
const MORE = 2
/** It is drawn anew when so many have come into sight. */
const STEP = 2

interface Sight {
  readonly from: number
  /** Without it. */
  readonly to: number
}

/** Which of lines that are all `height` pixels high are to be drawn. */
export function useLinesInSight(scroller: RefObject<HTMLElement | null>, height: number): Sight {
  // As if the pane's header left no more than it does: drawn once where that is so.
  const [sight, setSight] = useState(() => sightOf(0, window.innerHeight - 2 * height, height))
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const next = sightOf(element.scrollTop, element.clientHeight, height)
      // In the same frame, or it would show a gap first.
      flushSync(() => setSight((before) => (before.from === next.from && before.to === next.to ? before : next)))
    }
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, height])
  return sight
}

export function sightOf(top: number, room: number, height: number): Sight {
  const first = Math.floor(Math.max(0, top) / height)
  const last = Math.ceil((Math.max(0, top) + room) / height)
  return {
    from: Math.max(0, Math.floor((first - MORE) / STEP) * STEP),
    to: Math.ceil((last + MORE) / STEP) * STEP,
  }
}
