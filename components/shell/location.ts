'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ConversationId, Seq } from '@/contracts/ids'

/** Which of the panes show what. All of it is in the address, so that links, back and forward work. */
export interface Place {
  readonly conversationId: ConversationId | null
  /** The pane on the right: about the conversation, about one message, or none. */
  readonly panel: 'info' | { readonly messageSeq: Seq } | null
}

const CONVERSATION = /^\/c\/([1-9][0-9]{0,18})$/

export function usePlace(): Place {
  const conversationId = CONVERSATION.exec(usePathname())?.[1] ?? null
  const panel = useSearchParams().get('panel')
  if (!conversationId || !panel) return { conversationId, panel: null }
  const messageSeq = Number(panel)
  return { conversationId, panel: Number.isSafeInteger(messageSeq) && messageSeq > 0 ? { messageSeq } : 'info' }
}

/** Changes the address without asking the server: Next follows `pushState` (`usePathname`, back and forward). */
function go(path: string): void {
  window.history.pushState({ kithInside: true }, '', path)
}

export const showConversation = (id: ConversationId): void => {
  if (window.location.pathname !== `/c/${id}`) go(`/c/${id}`)
}
export const showInfo = (id: ConversationId): void => go(`/c/${id}?panel=info`)
export const showMessageInfo = (id: ConversationId, seq: Seq): void => go(`/c/${id}?panel=${seq}`)

/** One step back where we came from inside the app; else to `path`, in place of where we are. */
export function goBackTo(path: string): void {
  if (window.history.state?.kithInside) window.history.back()
  else window.history.replaceState(null, '', path)
}
export const closePanel = (id: ConversationId): void => goBackTo(`/c/${id}`)
export const showOverview = (): void => go('/')
