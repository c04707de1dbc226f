'use client'

import { useSyncExternalStore } from 'react'

/** Tailwind's `max-md`: one pane at a time. */
const NARROW = '(width < 48rem)'

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(NARROW)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  )
