'use client'

import type { ConversationId, UserId } from '@/contracts/ids'
import { LIMITS } from '@/server/domain/limits'
import { useKith } from '../kith-context'
import { askReport } from './asked'
import { saidBy } from './said-by'

/** Asks about somebody as a whole, with their newest messages of a chat to choose from. */
export function useReport(conversationId: ConversationId, userId: UserId): () => void {
  const kith = useKith()
  return () => {
    const { events } = kith.conversation(conversationId).store.getState()
    askReport({ userId, events: saidBy(events, userId).slice(-LIMITS.reportMessagesMax), chosen: false })
  }
}
