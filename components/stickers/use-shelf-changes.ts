'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC, useTRPCClient } from '@/components/api'
import type { StickerId, UploadId } from '@/contracts/ids'

export interface StickerFacts {
  readonly emoji: string
  readonly words: string
}

/** What a person does with their stickers. Each resolves when the shelf shows it, and rejects with the server's refusal. */
export interface ShelfChanges {
  createPack(name: string): Promise<string>
  renamePack(packId: string, name: string): Promise<void>
  deletePack(packId: string): Promise<void>
  addSticker(packId: string, uploadId: UploadId, facts: StickerFacts): Promise<void>
  changeSticker(stickerId: StickerId, facts: StickerFacts): Promise<void>
  orderStickers(packId: string, stickerIds: readonly StickerId[]): Promise<void>
  removeSticker(stickerId: StickerId): Promise<void>
  setFavourite(stickerId: StickerId, favourite: boolean): Promise<void>
}

export function useShelfChanges(): ShelfChanges {
  const { stickers } = useTRPCClient()
  const queryKey = useTRPC().stickers.shelf.queryKey()
  const queries = useQueryClient()
  return useMemo(() => {
    // A refused change may mean that the shelf is another one than was shown.
    const shown = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work
      } finally {
        await queries.invalidateQueries({ queryKey })
      }
    }
    return {
      createPack: async (name) => (await shown(stickers.createPack.mutate({ name }))).packId,
      renamePack: async (packId, name) => void (await shown(stickers.renamePack.mutate({ packId, name }))),
      deletePack: async (packId) => void (await shown(stickers.deletePack.mutate({ packId }))),
      addSticker: async (packId, uploadId, facts) =>
        void (await shown(stickers.addSticker.mutate({ packId, uploadId, ...facts }))),
      changeSticker: async (stickerId, facts) =>
        void (await shown(stickers.changeSticker.mutate({ stickerId, ...facts }))),
      orderStickers: async (packId, stickerIds) =>
        void (await shown(stickers.orderStickers.mutate({ packId, stickerIds: [...stickerIds] }))),
      removeSticker: async (stickerId) => void (await shown(stickers.removeSticker.mutate({ stickerId }))),
      setFavourite: async (stickerId, favourite) =>
        void (await shown(stickers.setFavourite.mutate({ stickerId, favourite }))),
    }
  }, [stickers, queries, queryKey])
}
