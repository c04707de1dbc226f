'use client'

import { create } from 'zustand'
import type { MessagePosted } from '@/contracts/dto'

interface LookedAt {
  readonly event: MessagePosted | null
}

/** The message whose sticker is looked at: one at a time, drawn by the shell, as rows come and go. */
export const useLookedAtSticker = create<LookedAt>(() => ({ event: null }))

export const lookAtSticker = (event: MessagePosted): void => useLookedAtSticker.setState({ event })
export const closeSticker = (): void => useLookedAtSticker.setState({ event: null })
