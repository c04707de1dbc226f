'use client'

import { useEffect } from 'react'
import { forgetGlimpse } from '@/client/glimpse'
import type { KithClient } from '@/client/kith'
import { expiryOf } from '@/client/live/expiry-of'
import type { ConversationId } from '@/contracts/ids'
import { finePointer } from '../composer/composer-keys'
import { useKith } from '../kith-context'
import { copyPane } from './copy-pane'
import { keepGlimpse } from './keep-glimpse'

/** Another clock than the server's has another midnight. */
const SAME_CLOCK_MS = 60_000
const OPENED = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]'

/**
 * Keeps what the open chat shows while nobody looks, for the next start of a page with its address (`putInPlace`). It is never
 * newer or older than what is stored: what is stored after it takes it away (client/browser.ts).
 */
export function useGlimpse(openId: ConversationId | null): void {
  const kith = useKith()
  useEffect(() => {
    const { language } = navigator
    // After the client has heard of it and has stored what it had: listeners are called in turn.
    const onVisibility = () => {
      forgetGlimpse()
      if (openId !== null && document.visibilityState === 'hidden') keep(kith, openId, language)
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => document.removeEventListener('visibilitychange', onVisibility)
  }, [kith, openId])
}

function keep(kith: KithClient, id: ConversationId, language: string): void {
  const subtitle = subtitleOf(kith, id)
  const pane = document.querySelector('main > section')
  if (subtitle === null || !pane || document.querySelector(OPENED)) return
  const html = copyPane(pane, subtitle, finePointer())
  if (html !== null) keepGlimpse(kith.me.getState().profile.id, language, html)
}

/**
 * What a start shows under the name, where it shows what is here: nothing waits to be sent, is unread, ends by itself, or comes
 * from the server alone. Null: it would not.
 */
function subtitleOf(kith: KithClient, id: ConversationId): string | null {
  const { status, atEnd, conversation, events, pending, quotes, state } = kith.conversation(id).store.getState()
  if (Math.abs(kith.now() - Date.now()) > SAME_CLOCK_MS) return null
  if (status !== 'ready' || !atEnd || !conversation || pending.length > 0 || quotes.size > 0) return null
  if ((state?.unread ?? 0) > 0 || conversation.closed || conversation.endsAt || conversation.disappearAfterMs !== null)
    return null
  if (events.some((event) => expiryOf(event) !== undefined)) return null
  const me = kith.me.getState().profile.id
  const other = conversation.pair?.find((userId) => userId !== me)
  const profile = other === undefined ? undefined : kith.people.getState().get(other)
  return profile ? `@${profile.userName}` : ''
}
