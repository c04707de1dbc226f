'use client'

import { create } from 'zustand'
import type { MessagePosted } from '@/contracts/dto'

interface Asked {
  readonly event: MessagePosted | null
}

/** Whose earlier wordings are shown: one at a time, asked for from its bubble or its menu. */
export const useAskedWordings = create<Asked>(() => ({ event: null }))

export const askWordings = (event: MessagePosted): void => useAskedWordings.setState({ event })
export const closeWordings = (): void => useAskedWordings.setState({ event: null })
