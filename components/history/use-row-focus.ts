'use client'

import { type KeyboardEvent, type RefObject, useCallback } from 'react'

/**
 * Up and down move the focus among messages, left and right to what can be pressed in one: what it answers, its
 * reactions. Enter, or the menu key, opens the focused one's menu; Escape goes back to writing.
 */
export function useRowFocus(content: RefObject<HTMLElement | null>): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      const active = document.activeElement
      const row = active instanceof HTMLElement ? active.closest<HTMLElement>('[data-message]') : null
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        const rows = [...(content.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])]
        const start = row ? rows.indexOf(row) : rows.length
        const next = rows[start + (event.key === 'ArrowUp' ? -1 : 1)]
        if (!next) return
        event.preventDefault()
        next.focus({ preventScroll: true })
        next.scrollIntoView({ block: 'nearest' })
      } else if (row && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
        const parts = [row, ...row.querySelectorAll<HTMLElement>('[data-row-part]')]
        const part = parts[parts.findIndex((one) => one.matches(':focus')) + (event.key === 'ArrowRight' ? 1 : -1)]
        if (!part) return
        event.preventDefault()
        part.focus()
      } else if (row && opensMenu(event) && (active === row || event.key !== 'Enter')) {
        event.preventDefault()
        openMenu(row)
      }
    },
    [content],
  )
}

const opensMenu = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)

/** The menu is the context menu of the whole history: this asks for it where the bubble is. */
function openMenu(row: HTMLElement): void {
  const { left, top } = (row.querySelector('.group\\/bubble') ?? row).getBoundingClientRect()
  row.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 24, clientY: top + 24 }),
  )
}
