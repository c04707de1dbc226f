'use client'

import { type RefObject, useEffect } from 'react'
import { cell, put } from '@/client/cell'

/** Key of the track that was begun, as long as its row is in sight. */
export const inSight = cell<string | null>(null)

/** Tells whether the row of the track that was begun is in sight: where it isn't, `NowPlaying` stands in. */
export function useInSight(element: RefObject<Element | null>, key: string, begun: boolean): void {
  useEffect(() => {
    if (!begun || !element.current) return
    const observer = new IntersectionObserver(([entry]) => tell(key, entry?.isIntersecting === true))
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      tell(key, false)
    }
  }, [element, key, begun])
}

function tell(key: string, seen: boolean): void {
  if (seen) put(inSight, key)
  else if (inSight.getState() === key) put(inSight, null)
}
