'use client'

import dynamic from 'next/dynamic'
import { useStore } from 'zustand'
import type { HistoryEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import type { People } from '../people/use-names'
import { nothing } from '../update/part-missing'
import { lookedAt } from './looked-at'

interface ViewerProps {
  readonly conversationId: ConversationId
  /** Its photos and videos are those one can go through. */
  readonly events: readonly HistoryEvent[]
  readonly people: People
}

const Screen = dynamic(() => import('./viewer-screen').then(({ ViewerScreen }) => ViewerScreen, nothing), {
  ssr: false,
})

/** A photo or video in full, and its neighbours in the chat. Loaded when it is first needed. */
export function Viewer({ conversationId, events, people }: ViewerProps) {
  const looked = useStore(lookedAt)
  if (looked?.conversationId !== conversationId) return null
  return <Screen looked={looked} events={events} people={people} />
}
