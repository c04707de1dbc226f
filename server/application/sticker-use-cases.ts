import {
  addSticker,
  changeSticker,
  createStickerPack,
  deleteStickerPack,
  orderStickers,
  removeSticker,
  renameStickerPack,
  setFavouriteSticker,
} from './change-stickers'
import { installShippedPacks } from './install-shipped-packs'
import type { Ports } from './ports'
import { readStickerShelf } from './read-sticker-shelf'

/** Packs of stickers, and what people like of them. */
export function stickerUseCases(ports: Pick<Ports, 'stickers' | 'files' | 'relay'>) {
  return {
    readStickerShelf: readStickerShelf(ports),
    createStickerPack: createStickerPack(ports),
    renameStickerPack: renameStickerPack(ports),
    deleteStickerPack: deleteStickerPack(ports),
    addSticker: addSticker(ports),
    changeSticker: changeSticker(ports),
    orderStickers: orderStickers(ports),
    removeSticker: removeSticker(ports),
    setFavouriteSticker: setFavouriteSticker(ports),
    installShippedPacks: installShippedPacks(ports),
  }
}
