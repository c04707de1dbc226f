'use client'

import { type RefObject, useEffect, useRef } from 'react'

/**
 * Escape, as long as something is recorded: before anybody else takes it for a step back. What stands ready is dropped
 * only from within, so that nobody loses it by a key meant for something else.
 */
export function useEscape(frame: RefObject<HTMLElement | null>, active: boolean, onEscape: () => void): void {
  const latest = useRef(onEscape)
  latest.current = onEscape
  useEffect(() => {
    if (!active) return
    const onKeyDown = (event: KeyboardEvent) => {
      const within = frame.current?.contains(document.activeElement) || document.activeElement === document.body
      if (event.key !== 'Escape' || !within) return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [frame, active])
}
