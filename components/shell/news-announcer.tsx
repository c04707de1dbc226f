'use client'

import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ConversationId, Seq } from '@/contracts/ids'
import { faceOf } from '../conversation/face'
import { useKith } from '../kith-context'
import { isMuted } from '../overview/muted'
import { useNames } from '../people/use-names'
import { isNews } from './is-news'

/** Tells screen readers of what arrives in conversations that aren't open and aren't muted. */
export function NewsAnnouncer({ openId }: { openId: ConversationId | null }) {
  const { lines, status } = useStore(useKith().overview)
  const people = useNames()
  const told = useRef<Map<ConversationId, Seq> | null>(null)
  const [said, setSaid] = useState('')

  useEffect(() => {
    if (status !== 'ready') return
    const before = told.current
    told.current = new Map(lines.map(({ entry }) => [entry.conversation.id, entry.lastEvent?.seq ?? 0]))
    if (!before) return
    const news = lines.filter(({ entry, state }) => {
      return entry.conversation.id !== openId && !isMuted(state) && isNews(entry.lastEvent, before, people.meId)
    })
    if (news.length === 0) return
    const names = news.map(({ entry }) => faceOf(entry.conversation, people).name)
    setSaid(`New ${news.length === 1 ? 'message' : 'messages'}: ${names.join(', ')}`)
  }, [lines, status, people, openId])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
