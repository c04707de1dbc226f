'use client'

import { useEffect } from 'react'

/** Keeps the app's shell for when there is no network. Nothing on plain http of a LAN, where browsers have no workers. */
export function ServiceWorker() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    // Refused by private modes and policies: Kith then works as in a plain tab.
    void navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {})
  }, [])
  return null
}
