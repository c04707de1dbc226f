'use client'

import { useEffect } from 'react'
import { idle } from './part/fetch-parts'

/** What the worker fetches is the whole app: what a person waits for comes first. */
const AFTER_MS = 2_000

/** Keeps the app's shell for when there is no network. Nothing on plain http of a LAN, where browsers have no workers. */
export function ServiceWorker() {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
    const ended = new AbortController()
    // Refused by private modes and policies: Kith then works as in a plain tab.
    const register = () => void navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {})
    const timer = setTimeout(async () => {
      await idle()
      if (ended.signal.aborted) return
      if (navigator.onLine) register()
      else window.addEventListener('online', register, { once: true, signal: ended.signal })
    }, AFTER_MS)
    return () => {
      clearTimeout(timer)
      ended.abort()
    }
  }, [])
  return null
}
