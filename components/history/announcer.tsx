'use client'

import { useEffect, useRef, useState } from 'react'
import type { ConversationState } from '@/client/kith'
import { carriedWords } from '@/server/domain/message-words'
import { plainText } from '@/server/domain/text/plain-text'
import { describeEvent, isSystem } from '../message/describe-event'
import type { People } from '../people/use-names'

const KEPT = 10
const SPOKEN_CHARS = 300

const beginningOf = (text: string): string =>
  plainText(text.slice(0, SPOKEN_CHARS), { cut: text.length > SPOKEN_CHARS })

/** Tells screen readers what arrives while the conversation is open; what is scrolled to is not news. */
export function Announcer({ state, people }: { state: ConversationState; people: People }) {
  const { status, events, lastSeq } = state
  const told = useRef<number | null>(null)
  const [said, setSaid] = useState<readonly { key: number; text: string }[]>([])

  useEffect(() => {
    if (status !== 'ready') return
    const after = told.current
    told.current = Math.max(after ?? 0, lastSeq)
    if (after === null) return
    const news = events
      .slice(-KEPT)
      .filter((event) => event.seq > after && event.actorId !== people.meId)
      .filter((event) => isSystem(event) || !event.message.deleted)
      .flatMap((event) => {
        const text = isSystem(event)
          ? describeEvent(event, people)
          : `${people.nameOf(event.actorId)}: ${[carriedWords(event.message.attachments), beginningOf(event.message.text)].filter(Boolean).join(', ')}`
        return text ? [{ key: event.seq, text }] : []
      })
    if (news.length > 0) setSaid((before) => [...before, ...news].slice(-KEPT))
  }, [status, events, lastSeq, people])

  return (
    <div role="log" aria-live="polite" aria-label="New messages" className="sr-only">
      {said.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  )
}
