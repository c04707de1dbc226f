'use client'

import { create } from 'zustand'

/** Where in one's own packs one is: all of them, one, or a sticker of one. */
export type MyStickersPlace =
  | { readonly at: 'packs' }
  | { readonly at: 'pack'; readonly packId: string }
  | { readonly at: 'sticker'; readonly packId: string; readonly stickerId: string }

interface Opened {
  /** Null: closed. */
  readonly place: MyStickersPlace | null
}

/** The dialog of one's own packs: asked for from the picker, and drawn by the shell, as the picker closes. */
export const useMyStickersOpen = create<Opened>(() => ({ place: null }))

export const openMyStickers = (place: MyStickersPlace = { at: 'packs' }): void => useMyStickersOpen.setState({ place })
export const closeMyStickers = (): void => useMyStickersOpen.setState({ place: null })
