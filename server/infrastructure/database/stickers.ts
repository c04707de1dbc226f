import type pg from 'pg'
import type { Stickers } from '@/server/application/sticker-ports'
import { createPack, deletePack, renamePack } from './stickers/change-pack'
import { addSticker, removeSticker } from './stickers/change-sticker'
import { setFavourite } from './stickers/favourite'
import { install } from './stickers/install'
import { shelf } from './stickers/shelf'
import { withConversationsLocked } from './transaction'

export function databaseStickers(pool: pg.Pool): Stickers {
  const inTransaction = <T>(work: (client: pg.PoolClient) => Promise<T>) => withConversationsLocked(pool, [], work)
  return {
    shelf: (userId) => shelf(pool, userId),
    install: (packs) => inTransaction((client) => install(client, packs)),
    createPack: (ownerId, name) => inTransaction((client) => createPack(client, ownerId, name)),
    renamePack: (ownerId, packId, name) => renamePack(pool, ownerId, packId, name),
    deletePack: async (ownerId, packId) => ({
      released: await inTransaction((client) => deletePack(client, ownerId, packId)),
    }),
    addSticker: (ownerId, input) => inTransaction((client) => addSticker(client, ownerId, input)),
    removeSticker: async (ownerId, stickerId) => ({ released: [await removeSticker(pool, ownerId, stickerId)] }),
    setFavourite: (userId, stickerId, favourite) => setFavourite(pool, userId, stickerId, favourite),
  }
}
