'use client'

import { useSyncExternalStore } from 'react'

const EVENTS = ['focus', 'blur', 'pageshow'] as const

let leaving = false
if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    leaving = true
  })
  window.addEventListener('pageshow', () => {
    leaving = false
  })
}

function subscribe(onChange: () => void): () => void {
  // Drawn once more while it is left, a page would keep the next one waiting.
  const onVisibility = () => leaving || onChange()
  for (const event of EVENTS) window.addEventListener(event, onChange)
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, onChange)
    document.removeEventListener('visibilitychange', onVisibility)
  }
}

export const hasAttention = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** Whether somebody can be looking: the page is visible and has the focus. */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, hasAttention, () => false)
