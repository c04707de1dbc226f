'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useKith } from '../kith-context'

/** Conversations with something unread, before the name: seen from another tab. */
export function DocumentTitle() {
  const unread = useStore(useKith().overview, (overview) => overview.unreadConversations)
  useEffect(() => {
    const show = () => {
      const plain = document.title.replace(/^\(\d+\) /, '')
      const title = unread > 0 ? `(${unread}) ${plain}` : plain
      if (document.title !== title) document.title = title
    }
    show()
    // Next writes the title anew with each page.
    const observer = new MutationObserver(show)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [unread])
  return null
}
