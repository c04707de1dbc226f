import type { StickerId } from '@/contracts/ids'
import type { AddStickerInput } from '@/contracts/sticker-inputs'
import type { Actor, Ports } from './ports'

type Who = Pick<Actor, 'userId'>
type Needed = Pick<Ports, 'stickers' | 'files'>

/** @throws KithError `full` */
export function createStickerPack({ stickers }: Needed) {
  return async ({ userId }: Who, name: string): Promise<{ packId: string }> => ({
    packId: await stickers.createPack(userId, name),
  })
}

/** @throws KithError `not_found` */
export function renameStickerPack({ stickers }: Needed) {
  return ({ userId }: Who, packId: string, name: string): Promise<void> => stickers.renamePack(userId, packId, name)
}

/** @throws KithError `not_found` */
export function deleteStickerPack({ stickers, files }: Needed) {
  return async ({ userId }: Who, packId: string): Promise<void> => {
    const { released } = await stickers.deletePack(userId, packId)
    await files.release(released)
  }
}

/** @throws KithError as the port */
export function addSticker({ stickers }: Needed) {
  return async ({ userId }: Who, input: AddStickerInput): Promise<{ stickerId: StickerId }> => ({
    stickerId: await stickers.addSticker(userId, input),
  })
}

/** @throws KithError `not_found` */
export function removeSticker({ stickers, files }: Needed) {
  return async ({ userId }: Who, stickerId: StickerId): Promise<void> => {
    const { released } = await stickers.removeSticker(userId, stickerId)
    await files.release(released)
  }
}

/** @throws KithError `not_found` */
export function setFavouriteSticker({ stickers }: Needed) {
  return ({ userId }: Who, stickerId: StickerId, favourite: boolean): Promise<void> =>
    stickers.setFavourite(userId, stickerId, favourite)
}
