'use client'

import { type KeyboardEvent, type RefObject, useCallback } from 'react'

/** Arrows move the focus among messages, Enter opens the focused one's menu, Escape goes back to writing. */
export function useRowFocus(content: RefObject<HTMLElement | null>): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      const rows = [...(content.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])]
      const active = document.activeElement
      const focused = active instanceof HTMLElement ? rows.indexOf(active) : -1
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        const start = focused === -1 ? rows.length : focused
        const row = rows[start + (event.key === 'ArrowUp' ? -1 : 1)]
        if (!row) return
        event.preventDefault()
        row.focus({ preventScroll: true })
        row.scrollIntoView({ block: 'nearest' })
      } else if (event.key === 'Enter' && focused !== -1) {
        const row = rows[focused]
        const { left, top } = row?.querySelector('.group\\/bubble')?.getBoundingClientRect() ?? { left: 0, top: 0 }
        event.preventDefault()
        row?.dispatchEvent(
          new window.MouseEvent('contextmenu', {
            bubbles: true,
            cancelable: true,
            clientX: left + 24,
            clientY: top + 24,
          }),
        )
      }
    },
    [content],
  )
}
