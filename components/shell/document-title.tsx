'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useKith } from '../kith-context'
import { PAGES } from './pages'

/** What the main pane shows, and before it how many conversations have something unread: seen from another tab. */
export function DocumentTitle() {
  const unread = useStore(useKith().overview, (overview) => overview.unreadConversations)
  const page = PAGES[usePathname()]
  const plain = page ? `${page.title} · Kith` : 'Kith'
  const title = unread > 0 ? `(${unread}) ${plain}` : plain
  useEffect(() => {
    const show = () => {
      if (document.title !== title) document.title = title
    }
    show()
    // Next writes the title anew with each page.
    const observer = new MutationObserver(show)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [title])
  return null
}
