import type { Sticker, StickerShelf } from '@/contracts/dto'
import type { Instant, StickerId, UserId } from '@/contracts/ids'
import type { ShippedPackRows, Stickers } from '@/server/application/sticker-ports'
import { KithError, notFound } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import { matchShipped } from '@/server/domain/shipped-stickers'

interface StoredSticker extends Pick<Sticker, 'id' | 'emoji' | 'words' | 'width' | 'height'> {
  readonly blobId: string
}

interface StoredPack {
  readonly id: string
  readonly ownerId: UserId | null
  readonly slug: string | null
  name: string
  stickers: readonly StoredSticker[]
}

/** What the fake of Stickers knows of the rest of the world. */
export interface StickerWorld {
  /** The finished uploads of users, by `userId/uploadId`. */
  readonly uploads: Map<string, { kind: string; blobId: string | null; width: number; height: number }>
  /** What was sent to whom: `userId/stickerId`. */
  readonly shown: Set<string>
}

export function memoryStickers(world: StickerWorld): Stickers {
  const packs = new Map<string, StoredPack>()
  const likes = new Map<string, { favouriteAt: Instant | null; usedAt: Instant | null }>()
  const versions = new Map<UserId, number>()
  let lastId = 0
  const nextId = () => String(++lastId)

  function ownPack(ownerId: UserId, packId: string): StoredPack {
    const pack = packs.get(packId)
    if (pack?.ownerId !== ownerId) throw notFound('pack')
    return pack
  }
  function packOf(stickerId: StickerId): StoredPack {
    const pack = [...packs.values()].find(({ stickers }) => stickers.some(({ id }) => id === stickerId))
    if (pack === undefined) throw notFound('sticker')
    return pack
  }
  function present(userId: UserId, { id: packId, stickers }: StoredPack): Sticker[] {
    return stickers.map(({ blobId: _, ...sticker }) => {
      const like = likes.get(`${userId}/${sticker.id}`)
      return { ...sticker, packId, favourite: (like?.favouriteAt ?? null) !== null, usedAt: like?.usedAt ?? null }
    })
  }
  function shelf(userId: UserId): StickerShelf {
    const all = [...packs.values()]
    const shipped = all
      .filter(({ ownerId }) => ownerId === null)
      .sort((a, b) => ((a.slug ?? '') < (b.slug ?? '') ? -1 : 1))
    const mine = all.filter(({ ownerId }) => ownerId === userId)
    const others = all.filter(({ ownerId }) => ownerId !== null && ownerId !== userId)
    return {
      packs: [...shipped, ...mine].map((pack) => {
        const { id, name, ownerId } = pack
        return { id, name, mine: ownerId === userId, stickers: present(userId, pack) }
      }),
      others: others.flatMap((pack) => present(userId, pack)).filter(({ favourite }) => favourite),
    }
  }
  function installPack({ slug, name, stickers }: ShippedPackRows): string[] {
    const known = [...packs.values()].find((pack) => pack.slug === slug)
    const pack = known ?? { id: nextId(), ownerId: null, slug, name, stickers: [] }
    const before = pack.stickers
    packs.set(pack.id, pack)
    pack.name = name
    pack.stickers = matchShipped(before, stickers).kept.map(([{ size: _, ...sticker }, id]) => ({
      ...sticker,
      id: id ?? nextId(),
    }))
    const used = new Set(stickers.map(({ blobId }) => blobId))
    return before.flatMap(({ blobId }) => (used.has(blobId) ? [] : blobId))
  }
  function removePack(pack: StoredPack): string[] {
    packs.delete(pack.id)
    return pack.stickers.map(({ blobId }) => blobId)
  }

  function changed<T extends object>(userId: UserId, what: T): T & { privateVersion: number } {
    const privateVersion = (versions.get(userId) ?? 1) + 1
    versions.set(userId, privateVersion)
    return { ...what, privateVersion }
  }

  return {
    shelf: async (userId) => shelf(userId),
    async install(wanted) {
      const slugs = new Set<string | null>(wanted.map(({ slug }) => slug))
      const gone = [...packs.values()].filter(({ slug, ownerId }) => ownerId === null && !slugs.has(slug))
      return { released: [...wanted.flatMap(installPack), ...gone.flatMap(removePack)] }
    },
    async createPack(ownerId, name) {
      if ([...packs.values()].filter((pack) => pack.ownerId === ownerId).length >= LIMITS.stickerPacksMax) {
        throw new KithError('full', 'There can be no more packs.')
      }
      const id = nextId()
      packs.set(id, { id, ownerId, slug: null, name, stickers: [] })
      return changed(ownerId, { packId: id })
    },
    async renamePack(ownerId, packId, name) {
      ownPack(ownerId, packId).name = name
      return changed(ownerId, {})
    },
    deletePack: async (ownerId, packId) => changed(ownerId, { released: removePack(ownPack(ownerId, packId)) }),
    async addSticker(ownerId, { packId, uploadId, emoji, words }) {
      const pack = ownPack(ownerId, packId)
      const upload = world.uploads.get(`${ownerId}/${uploadId}`)
      if (upload === undefined) throw new KithError('upload_missing', 'This picture isn’t here any more.')
      const { kind, blobId, width, height } = upload
      if (kind !== 'sticker' || blobId === null) throw new KithError('invalid', 'This is no picture.')
      if (pack.stickers.length >= LIMITS.stickersPerPackMax) throw new KithError('full', 'The pack is full.')
      const id = nextId()
      pack.stickers = [...pack.stickers, { id, blobId, emoji, words, width, height }]
      return changed(ownerId, { stickerId: id })
    },
    async changeSticker(ownerId, { stickerId, emoji, words }) {
      const pack = packOf(stickerId)
      if (pack.ownerId !== ownerId) throw notFound('sticker')
      pack.stickers = pack.stickers.map((one) => (one.id === stickerId ? { ...one, emoji, words } : one))
      return changed(ownerId, {})
    },
    async orderStickers(ownerId, packId, stickerIds) {
      const pack = ownPack(ownerId, packId)
      const named = stickerIds.flatMap((wanted) => pack.stickers.find(({ id }) => id === wanted) ?? [])
      pack.stickers = [...new Set([...named, ...pack.stickers])]
      return changed(ownerId, {})
    },
    async removeSticker(ownerId, stickerId) {
      const pack = packOf(stickerId)
      if (pack.ownerId !== ownerId) throw notFound('sticker')
      const released = pack.stickers.flatMap(({ id, blobId }) => (id === stickerId ? blobId : []))
      pack.stickers = pack.stickers.filter(({ id }) => id !== stickerId)
      return changed(ownerId, { released })
    },
    async setFavourite(userId, stickerId, favourite) {
      const { ownerId } = packOf(stickerId)
      const key = `${userId}/${stickerId}`
      const like = likes.get(key)
      if (ownerId !== null && ownerId !== userId && like === undefined && !world.shown.has(key)) {
        throw notFound('sticker')
      }
      const favouriteAt = favourite ? (like?.favouriteAt ?? new Date().toISOString()) : null
      likes.set(key, { usedAt: like?.usedAt ?? null, favouriteAt })
      return changed(userId, {})
    },
  }
}
