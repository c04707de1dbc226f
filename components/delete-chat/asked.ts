'use client'

import { create } from 'zustand'
import type { Conversation } from '@/contracts/dto'

interface Asked {
  readonly conversation: Conversation | null
}

/** Which chat is about to be deleted: asked for from anywhere. */
export const useDeleteChat = create<Asked>(() => ({ conversation: null }))

export const askDeleteChat = (conversation: Conversation): void => useDeleteChat.setState({ conversation })
export const closeDeleteChat = (): void => useDeleteChat.setState({ conversation: null })
