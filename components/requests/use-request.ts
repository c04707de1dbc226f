'use client'

import { useStore } from 'zustand'
import type { ConversationId } from '@/contracts/ids'
import { useKith } from '../kith-context'

/** Whether the chat waits for my yes. */
export function useRequest(id: ConversationId): boolean {
  return useStore(useKith().overview, ({ requests }) => requests.some(({ entry }) => entry.conversation.id === id))
}
