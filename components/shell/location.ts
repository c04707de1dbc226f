'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { messageAddress } from '@/contracts/addresses'
import type { ConversationId, Seq } from '@/contracts/ids'

/** Which of the panes show what. All of it is in the address, so that links, back and forward work. */
export interface Place {
  readonly conversationId: ConversationId | null
  /** The pane on the right: about the conversation, about one message, or none. */
  readonly panel: 'info' | 'gallery' | { readonly messageSeq: Seq } | null
  /** The message that a link leads to. */
  readonly at: Seq | null
}

const CONVERSATION = /^\/c\/([1-9][0-9]{0,18})$/

/** By the address alone, where nothing is drawn yet. */
export const shownConversation = (): ConversationId | null => CONVERSATION.exec(window.location.pathname)?.[1] ?? null

export function usePlace(): Place {
  const conversationId = CONVERSATION.exec(usePathname())?.[1] ?? null
  const search = useSearchParams()
  const panel = search.get('panel')
  const at = seqOf(search.get('at'))
  if (!conversationId || !panel) return { conversationId, panel: null, at }
  if (panel === 'gallery') return { conversationId, panel, at }
  const messageSeq = seqOf(panel)
  return { conversationId, panel: messageSeq === null ? 'info' : { messageSeq }, at }
}

function seqOf(text: string | null): Seq | null {
  const seq = Number(text)
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null
}

/** Changes the address without asking the server: Next follows `pushState` (`usePathname`, back and forward). */
function go(path: string): void {
  window.history.pushState({ kithInside: true }, '', path)
}

export const showConversation = (id: ConversationId): void => {
  if (window.location.pathname !== `/c/${id}`) go(`/c/${id}`)
}
/** From one message of a chat to another is no step to come back from. */
export function showMessage(id: ConversationId, seq: Seq): void {
  if (window.location.pathname !== `/c/${id}`) go(messageAddress(id, seq))
  else
    window.history.replaceState({ kithInside: window.history.state?.kithInside === true }, '', messageAddress(id, seq))
}
/** The link has led there: the address names the conversation again, so that the same link works a second time. */
export function arrivedAt(id: ConversationId): void {
  window.history.replaceState({ kithInside: window.history.state?.kithInside === true }, '', `/c/${id}`)
}
export const showGallery = (id: ConversationId): void => go(`/c/${id}?panel=gallery`)
export const showInfo = (id: ConversationId): void => go(`/c/${id}?panel=info`)
export const showMessageInfo = (id: ConversationId, seq: Seq): void => go(`/c/${id}?panel=${seq}`)

/** Away from what isn't here any more, if that is what is shown. */
export function leaveConversation(id: ConversationId): void {
  if (window.location.pathname === `/c/${id}`) window.history.replaceState(null, '', '/')
}

/** One step back where we came from inside the app; else to `path`, in place of where we are. */
export function goBackTo(path: string): void {
  if (window.history.state?.kithInside) window.history.back()
  else window.history.replaceState(null, '', path)
}
export const closePanel = (id: ConversationId): void => goBackTo(`/c/${id}`)
export const showOverview = (): void => go('/')
/** Settings and the like: what `PAGES` has. */
export const showPage = (path: string): void => go(path)
