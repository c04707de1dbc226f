import type pg from 'pg'
import type { UserId } from '@/contracts/ids'
import type { Stickers } from '@/server/application/sticker-ports'
import { createPack, deletePack, orderStickers, renamePack } from './stickers/change-pack'
import { addSticker, changeSticker, removeSticker } from './stickers/change-sticker'
import { setFavourite } from './stickers/favourite'
import { install } from './stickers/install'
import { shelf } from './stickers/shelf'
import { inTransaction } from './transaction'

export function databaseStickers(pool: pg.Pool): Stickers {
  /** What the user's other devices hear of, in the same commit. */
  const change = <T extends object>(userId: UserId, work: (client: pg.PoolClient) => Promise<T>) =>
    inTransaction(pool, async (client) => ({
      ...(await work(client)),
      privateVersion: await movePrivate(client, userId),
    }))
  return {
    shelf: (userId) => shelf(pool, userId),
    install: (packs) => inTransaction(pool, (client) => install(client, packs)),
    createPack: (ownerId, name) =>
      change(ownerId, async (client) => ({ packId: await createPack(client, ownerId, name) })),
    renamePack: (ownerId, packId, name) => change(ownerId, (client) => renamePack(client, ownerId, packId, name)),
    deletePack: (ownerId, packId) =>
      change(ownerId, async (client) => ({ released: await deletePack(client, ownerId, packId) })),
    addSticker: (ownerId, input) =>
      change(ownerId, async (client) => ({ stickerId: await addSticker(client, ownerId, input) })),
    changeSticker: (ownerId, input) => change(ownerId, (client) => changeSticker(client, ownerId, input)),
    orderStickers: (ownerId, packId, stickerIds) =>
      change(ownerId, (client) => orderStickers(client, ownerId, packId, stickerIds)),
    removeSticker: (ownerId, stickerId) =>
      change(ownerId, async (client) => ({ released: [await removeSticker(client, ownerId, stickerId)] })),
    setFavourite: (userId, stickerId, favourite) =>
      change(userId, (client) => setFavourite(client, userId, stickerId, favourite)),
  }
}

async function movePrivate(client: pg.PoolClient, userId: UserId): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'UPDATE users SET private_version = private_version + 1 WHERE id = $1 RETURNING private_version AS version',
    [userId],
  )
  return rows[0]?.version ?? 0
}
