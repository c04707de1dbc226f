'use client'

import { useSyncExternalStore } from 'react'

const EVENTS = ['focus', 'blur'] as const

function subscribe(onChange: () => void): () => void {
  for (const event of EVENTS) window.addEventListener(event, onChange)
  document.addEventListener('visibilitychange', onChange)
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, onChange)
    document.removeEventListener('visibilitychange', onChange)
  }
}

export const hasAttention = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** Whether somebody can be looking: the page is visible and has the focus. */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, hasAttention, () => false)
