'use client'

import { useEffect, useRef } from 'react'

/** Asks again for what was found, once some of it may be gone, or have lost its files. */
export function useAgainWhenGone(isGone: unknown, again: () => void): void {
  const known = useRef(isGone)
  useEffect(() => {
    if (known.current === isGone) return
    known.current = isGone
    again()
  }, [isGone, again])
}
