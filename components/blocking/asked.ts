'use client'

import { create } from 'zustand'
import type { UserId } from '@/contracts/ids'

interface Asked {
  readonly userId: UserId | null
}

/** Who is about to be blocked: asked for from anywhere. */
export const useAskedBlock = create<Asked>(() => ({ userId: null }))

export const askBlock = (userId: UserId): void => useAskedBlock.setState({ userId })
export const closeAskedBlock = (): void => useAskedBlock.setState({ userId: null })
