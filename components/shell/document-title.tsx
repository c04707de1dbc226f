'use client'

import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useKith } from '../kith-context'
import { usePath } from './location'
import { PAGES } from './pages'

/** A title is told to the browser's own process, each time. */
const TOGETHER_MS = 300

/** What the main pane shows, and before it how many conversations have something unread: seen from another tab. */
export function DocumentTitle() {
  const unread = useStore(useKith().overview, (overview) => overview.unreadConversations)
  const page = PAGES[usePath()]
  const plain = page ? `${page.title} · Kith` : 'Kith'
  const title = unread > 0 ? `(${unread}) ${plain}` : plain
  const wanted = useRef(title)
  const later = useRef<(() => void) | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const show = () => {
      timer = null
      if (document.title !== wanted.current) document.title = wanted.current
    }
    later.current = () => {
      timer ??= setTimeout(show, TOGETHER_MS)
    }
    show()
    // Next writes the title anew with each page.
    const observer = new MutationObserver(show)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      if (timer) clearTimeout(timer)
    }
  }, [])
  useEffect(() => {
    wanted.current = title
    later.current?.()
  }, [title])
  return null
}
