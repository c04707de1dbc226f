'use client'

import { startTransition, useLayoutEffect, useMemo, useState } from 'react'
import { messageAddress } from '@/contracts/addresses'
import type { ConversationId, Seq } from '@/contracts/ids'
import { openAhead } from './ahead'
import { followSteps } from './steps'

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
  const { pathname, searchParams } = useAddress()
  const conversationId = CONVERSATION.exec(pathname)?.[1] ?? null
  const panel = searchParams.get('panel')
  const at = seqOf(searchParams.get('at'))
  if (!conversationId || !panel) return { conversationId, panel: null, at }
  if (panel === 'gallery') return { conversationId, panel, at }
  const messageSeq = seqOf(panel)
  return { conversationId, panel: messageSeq === null ? 'info' : { messageSeq }, at }
}

export const usePath = (): string => useAddress().pathname

function seqOf(text: string | null): Seq | null {
  const seq = Number(text)
  return Number.isSafeInteger(seq) && seq > 0 ? seq : null
}

/** What isn't drawn by the shell, but by Next alone. */
const ACCOUNT = /^\/sign-(in|up)$/

const followers = new Set<(href: string) => void>()

/** Drawn in the browser alone, once it is known who is signed in. */
function useAddress(): URL {
  const [href, setHref] = useState(() => window.location.href)
  useLayoutEffect(() => {
    // It may have changed since this was drawn.
    setHref(window.location.href)
    followSteps(onStep)
    followers.add(setHref)
    return () => {
      followers.delete(setHref)
      if (followers.size === 0) followSteps(null)
    }
  }, [])
  return useMemo(() => new URL(href), [href])
}

function tell(): void {
  openAhead(shownConversation())
  for (const setHref of followers) setHref(window.location.href)
}

/** Back and forward within the shell are no business of Next's. */
function onStep(): boolean {
  if (ACCOUNT.test(window.location.pathname)) return false
  startTransition(tell)
  return true
}

/**
 * Changes the address without asking the server, nor Next: of each change it is told of, Next makes a transition with two
 * frames and a second change. What it keeps with an entry is kept, so that it knows the entry as its own.
 */
function change(how: 'pushState' | 'replaceState', to: string, kithInside: boolean, draw = startTransition): void {
  History.prototype[how].call(window.history, { ...window.history.state, kithInside }, '', to)
  // As a transition: what was open above it closes first, and gives the focus back.
  draw(tell)
}

const cameFromInside = (): boolean => window.history.state?.kithInside === true
const go = (to: string): void => change('pushState', to, true)

/** What is pressed in the overview is drawn in the same turn, so that the next frame has it: nothing has to close first. */
export function switchTo(id: ConversationId): void {
  if (window.location.pathname !== `/c/${id}`) change('pushState', `/c/${id}`, true, (work) => work())
}
export const showConversation = (id: ConversationId): void => {
  if (window.location.pathname !== `/c/${id}`) go(`/c/${id}`)
}
/** From one message of a chat to another is no step to come back from. */
export function showMessage(id: ConversationId, seq: Seq): void {
  if (window.location.pathname !== `/c/${id}`) go(messageAddress(id, seq))
  else change('replaceState', messageAddress(id, seq), cameFromInside())
}
/** The link has led there: the address names the conversation again, so that the same link works a second time. */
export function arrivedAt(id: ConversationId): void {
  change('replaceState', `/c/${id}`, cameFromInside())
}
export const showGallery = (id: ConversationId): void => go(`/c/${id}?panel=gallery`)
export const showInfo = (id: ConversationId): void => go(`/c/${id}?panel=info`)
export const showMessageInfo = (id: ConversationId, seq: Seq): void => go(`/c/${id}?panel=${seq}`)

/** Away from what isn't here any more, if that is what is shown. */
export function leaveConversation(id: ConversationId): void {
  if (window.location.pathname === `/c/${id}`) change('replaceState', '/', false)
}

/** One step back where we came from inside the app; else to `path`, in place of where we are. */
export function goBackTo(path: string): void {
  if (cameFromInside()) window.history.back()
  else change('replaceState', path, false)
}
export const closePanel = (id: ConversationId): void => goBackTo(`/c/${id}`)
export const showOverview = (): void => go('/')
/** Settings and the like: what `PAGES` has. */
export const showPage = (path: string): void => go(path)
