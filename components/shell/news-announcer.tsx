'use client'

import { useEffect, useRef, useState } from 'react'
import type { ConversationId, Seq } from '@/contracts/ids'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { isMuted } from '../overview/muted'
import { useNames } from '../people/use-names'
import { isNews } from './is-news'

/** Nobody hears more of it at once, and each word that is told is drawn. */
const TOGETHER_MS = 500
/** Then it was heard: the same words are news again, and no name stays in the page. */
const SAID_MS = 5_000

/** Tells screen readers of what arrives in conversations that aren't open and aren't muted. */
export function NewsAnnouncer({ openId }: { openId: ConversationId | null }) {
  const { overview } = useKith()
  const people = useNames()
  const shown = useRef({ openId, people })
  const [said, setSaid] = useState('')
  useEffect(() => {
    shown.current = { openId, people }
  }, [openId, people])

  useEffect(() => {
    let told: Map<ConversationId, Seq> | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    let hush: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = null
      const { lines, status } = overview.getState()
      if (status !== 'ready') return
      const before = told
      told = new Map(lines.map(({ entry }) => [entry.conversation.id, entry.lastEvent?.seq ?? 0]))
      if (!before) return
      const { openId, people } = shown.current
      const news = lines.filter(({ entry, state }) => {
        const { conversation, lastEvent } = entry
        // It may have been open, and left, since it came.
        if (conversation.id === openId || (lastEvent?.seq ?? 0) <= state.read || isMuted(state)) return false
        return isNews(lastEvent, before, people.meId)
      })
      if (news.length === 0) return
      const names = news.map(({ entry }) => faceOf(entry.conversation, people).name)
      setSaid(`New ${news.length === 1 ? 'message' : 'messages'}: ${names.join(', ')}`)
      clearTimeout(hush)
      hush = setTimeout(() => setSaid(''), SAID_MS)
    }
    tell()
    const unsubscribe = overview.subscribe(() => {
      if (told) timer ??= setTimeout(tell, TOGETHER_MS)
      else tell()
    })
    return () => {
      unsubscribe()
      if (timer) clearTimeout(timer)
      clearTimeout(hush)
    }
  }, [overview])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
