'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { later } from '../part/later'
import { searchedChat, searchIn } from './chat-search-open'

const Bar = later(() => import('./chat-search-bar').then(({ ChatSearchBar }) => ChatSearchBar))

/** Opens with Ctrl+F or Cmd+F while this chat is. */
export function ChatSearch({ id }: { id: ConversationId }) {
  const open = useStore(searchedChat) === id
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      searchIn(id)
      document.querySelector<HTMLInputElement>('[data-chat-search]')?.select()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      searchIn(null)
    }
  }, [id])
  return open ? <Bar id={id} /> : null
}
