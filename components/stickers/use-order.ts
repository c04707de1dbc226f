'use client'

import { useState } from 'react'
import { toast } from '@/components/ui/toast'
import type { Sticker, StickerPack } from '@/contracts/dto'
import type { StickerId } from '@/contracts/ids'
import { refusalOf } from '../refusal'
import { moved, type Where } from './moved'
import { useShelfChanges } from './use-shelf-changes'

interface Order {
  readonly stickers: readonly Sticker[]
  readonly move: (stickerId: StickerId, to: Where) => void
}

/** A pack's stickers in the order that the person gives them: shown at once, and as it was if the server refuses. */
export function useOrder(pack: StickerPack): Order {
  const changes = useShelfChanges()
  const [wanted, setWanted] = useState<readonly StickerId[] | null>(null)
  const byId = new Map(pack.stickers.map((sticker) => [sticker.id, sticker]))
  const stickers = wanted
    ? [...new Set([...wanted.flatMap((id) => byId.get(id) ?? []), ...pack.stickers])]
    : pack.stickers

  function move(stickerId: StickerId, to: Where): void {
    const before = stickers.map(({ id }) => id)
    const ids = moved(before, stickerId, to)
    if (ids === before) return
    setWanted(ids)
    changes
      .orderStickers(pack.id, ids)
      .catch((error: unknown) => toast.error(refusalOf(error).message))
      .finally(() => setWanted((now) => (now === ids ? null : now)))
  }

  return { stickers, move }
}
