import type { StickerId } from '@/contracts/ids'
import type { AddStickerInput, ChangeStickerInput } from '@/contracts/sticker-inputs'
import type { Actor } from './account-ports'
import type { Ports } from './ports'
import { type PrivateChanged, tellPrivateChange } from './tell-private-change'

type Who = Pick<Actor, 'userId'>
type Needed = Pick<Ports, 'stickers' | 'files' | 'relay'>

/** @throws KithError `full` */
export function createStickerPack(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, name: string): Promise<PrivateChanged & { packId: string }> =>
    tell(userId, await ports.stickers.createPack(userId, name))
}

/** @throws KithError `not_found` */
export function renameStickerPack(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, packId: string, name: string): Promise<PrivateChanged> =>
    tell(userId, await ports.stickers.renamePack(userId, packId, name))
}

/** @throws KithError `not_found` */
export function deleteStickerPack(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, packId: string): Promise<PrivateChanged> => {
    const { released, ...changed } = await ports.stickers.deletePack(userId, packId)
    await ports.files.release(released)
    return tell(userId, changed)
  }
}

/** @throws KithError as the port */
export function addSticker(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, input: AddStickerInput): Promise<PrivateChanged & { stickerId: StickerId }> =>
    tell(userId, await ports.stickers.addSticker(userId, input))
}

/** @throws KithError `not_found` */
export function changeSticker(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, input: ChangeStickerInput): Promise<PrivateChanged> =>
    tell(userId, await ports.stickers.changeSticker(userId, input))
}

/** @throws KithError `not_found` */
export function orderStickers(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, packId: string, stickerIds: readonly StickerId[]): Promise<PrivateChanged> =>
    tell(userId, await ports.stickers.orderStickers(userId, packId, stickerIds))
}

/** @throws KithError `not_found` */
export function removeSticker(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, stickerId: StickerId): Promise<PrivateChanged> => {
    const { released, ...changed } = await ports.stickers.removeSticker(userId, stickerId)
    await ports.files.release(released)
    return tell(userId, changed)
  }
}

/** @throws KithError `not_found` */
export function setFavouriteSticker(ports: Needed) {
  const tell = tellPrivateChange(ports)
  return async ({ userId }: Who, stickerId: StickerId, favourite: boolean): Promise<PrivateChanged> =>
    tell(userId, await ports.stickers.setFavourite(userId, stickerId, favourite))
}
