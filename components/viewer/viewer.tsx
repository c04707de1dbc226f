'use client'

import { useStore } from 'zustand'
import type { HistoryEvent } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'
import { later } from '../part/later'
import type { People } from '../people/use-names'
import { lookedAt } from './looked-at'

interface ViewerProps {
  readonly conversationId: ConversationId
  /** Its photos and videos are those one can go through. */
  readonly events: readonly HistoryEvent[]
  readonly people: People
}

const Screen = later(() => import('./viewer-screen').then(({ ViewerScreen }) => ViewerScreen), { floating: true })

/** A photo or video in full, and its neighbours in the chat. */
export function Viewer({ conversationId, events, people }: ViewerProps) {
  const looked = useStore(lookedAt)
  if (looked?.conversationId !== conversationId) return null
  return <Screen looked={looked} events={events} people={people} />
}
