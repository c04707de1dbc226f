'use client'

import { useState } from 'react'
import type { StickerPack } from '@/contracts/dto'
import type { StickerId } from '@/contracts/ids'
import { allStickers } from './find-stickers'
import { useShelf } from './use-shelf'
import { useShelfChanges } from './use-shelf-changes'

interface Favourite {
  /** Where I have it at hand; others' own packs are nobody else's business. */
  readonly pack: StickerPack | undefined
  /** Null: not known yet. */
  readonly favourite: boolean | null
  readonly busy: boolean
  /** Why it couldn't be asked for, or changed. */
  readonly problem: unknown
  readonly toggle: () => void
}

/** Whether a sticker is among my favourites, and the change of that. */
export function useFavourite(stickerId: StickerId): Favourite {
  const shelf = useShelf()
  const changes = useShelfChanges()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const favourite = shelf.data ? allStickers(shelf.data).some((one) => one.id === stickerId && one.favourite) : null

  async function change(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await changes.setFavourite(stickerId, !favourite)
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }

  return {
    pack: shelf.data?.packs.find(({ stickers }) => stickers.some(({ id }) => id === stickerId)),
    favourite,
    busy,
    problem: problem ?? (shelf.data ? null : shelf.error),
    toggle: () => void change(),
  }
}
