import type { Sticker, StickerShelf } from '@/contracts/dto'
import type { StickerId, UserId } from '@/contracts/ids'
import type { ShippedPackRows, Stickers } from '@/server/application/sticker-ports'
import { KithError, notFound } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import { matchShipped } from '@/server/domain/shipped-stickers'
import { isAtHand, stickerIn } from './at-hand'
import type { MemoryPack, MemoryWorld } from './memory-world'

export function memoryStickers(world: MemoryWorld): Stickers {
  const { packs, likes } = world

  function ownPack(ownerId: UserId, packId: string): MemoryPack {
    const pack = packs.get(packId)
    if (pack?.ownerId !== ownerId) throw notFound('pack')
    return pack
  }
  function packOf(stickerId: StickerId): MemoryPack {
    const found = stickerIn(world, stickerId)
    if (found === null) throw notFound('sticker')
    return found.pack
  }
  function present(userId: UserId, { id: packId, stickers }: MemoryPack): Sticker[] {
    return stickers.map(({ id, emoji, words, width, height }) => {
      const { favouriteAt = null, usedAt = null } = likes.get(`${userId}/${id}`) ?? {}
      return { id, emoji, words, width, height, packId, favourite: favouriteAt !== null, usedAt }
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
    const pack = known ?? { id: world.nextId(), ownerId: null, slug, name, stickers: [] }
    const before = pack.stickers
    packs.set(pack.id, pack)
    pack.name = name
    pack.stickers = matchShipped(before, stickers).kept.map(([sticker, id]) => ({
      ...sticker,
      type: 'image/webp',
      id: id ?? world.nextId(),
    }))
    const used = new Set(stickers.map(({ blobId }) => blobId))
    return before.flatMap(({ blobId }) => (used.has(blobId) ? [] : blobId))
  }
  function removePack(pack: MemoryPack): string[] {
    packs.delete(pack.id)
    return pack.stickers.map(({ blobId }) => blobId)
  }

  function changed<T extends object>(userId: UserId, what: T): T & { privateVersion: number } {
    const user = world.users.get(userId)
    if (user === undefined) throw notFound('user')
    return { ...what, privateVersion: ++user.privateVersion }
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
      const id = world.nextId()
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
      const upload = world.uploads.get(uploadId)
      if (upload?.userId !== ownerId) throw new KithError('upload_missing', 'This picture isn’t here any more.')
      const { kind, blobId, type, size, width, height } = upload
      if (kind !== 'sticker' || blobId === null) throw new KithError('invalid', 'This is no picture.')
      if (pack.stickers.length >= LIMITS.stickersPerPackMax) throw new KithError('full', 'The pack is full.')
      const id = world.nextId()
      pack.stickers = [
        ...pack.stickers,
        { id, blobId, type, size, emoji, words, width: width ?? 0, height: height ?? 0 },
      ]
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
      if (!isAtHand(world, userId, stickerId)) throw notFound('sticker')
      const key = `${userId}/${stickerId}`
      const like = likes.get(key)
      const favouriteAt = favourite ? (like?.favouriteAt ?? new Date().toISOString()) : null
      likes.set(key, { usedAt: like?.usedAt ?? null, favouriteAt })
      return changed(userId, {})
    },
  }
}
