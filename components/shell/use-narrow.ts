'use client'

import { useSyncExternalStore } from 'react'

/** Tailwind's `max-md`: one pane at a time. */
const NARROW = '(width < 48rem)'

let query: MediaQueryList | null = null

function media(): MediaQueryList {
  query ??= window.matchMedia(NARROW)
  return query
}

function subscribe(changed: () => void): () => void {
  media().addEventListener('change', changed)
  return () => media().removeEventListener('change', changed)
}

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => media().matches,
    () => false,
  )
