'use client'

import { useEffect } from 'react'
import { closePanel, showOverview, usePlace } from './location'

/** Escape goes one step back: from the panel to the conversation, from there to the overview. */
export function useShellKeys(): void {
  const { conversationId, panel } = usePlace()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !conversationId) return
      if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return
      const history = document.activeElement?.closest('[data-history]')
      if (panel) closePanel(conversationId)
      else if (history) document.querySelector<HTMLElement>('[data-composer]')?.focus()
      else leave(conversationId)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [conversationId, panel])
}

/** The line one came from keeps the focus. */
function leave(conversationId: string): void {
  showOverview()
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-conversation="${conversationId}"]`)?.focus({ preventScroll: true }),
  )
}
