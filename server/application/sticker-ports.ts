import type { StickerShelf } from '@/contracts/dto'
import type { StickerId, UserId } from '@/contracts/ids'
import type { AddStickerInput, ChangeStickerInput } from '@/contracts/sticker-inputs'
import type { Shipped } from '@/server/domain/shipped-stickers'

/** A pack that Kith brings along; its pictures are in the blob store. */
export interface ShippedPackRows {
  readonly slug: string
  readonly name: string
  readonly stickers: readonly (Shipped & {
    /** Of the picture, in bytes. */
    readonly size: number
    readonly width: number
    readonly height: number
  })[]
}

/** What a change left without use: blobs that may have lost their last row. */
export interface StickersGone {
  readonly released: readonly string[]
}

/** The user's new version of what is private to them. */
export interface ShelfChanged {
  readonly privateVersion: number
}

/** Packs of stickers, and what people like of them. */
export interface Stickers {
  shelf(userId: UserId): Promise<StickerShelf>
  /** Makes the shipped packs be these. Those who do it at once take turns. */
  install(packs: readonly ShippedPackRows[]): Promise<StickersGone>
  /** @throws KithError `full` */
  createPack(ownerId: UserId, name: string): Promise<ShelfChanged & { readonly packId: string }>
  /** @throws KithError `not_found` for others' packs too */
  renamePack(ownerId: UserId, packId: string, name: string): Promise<ShelfChanged>
  /** What was sent of it stays. @throws KithError `not_found` */
  deletePack(ownerId: UserId, packId: string): Promise<ShelfChanged & StickersGone>
  /** @throws KithError `not_found`, `full`, `invalid` for an upload that is no picture, `upload_missing` */
  addSticker(ownerId: UserId, input: AddStickerInput): Promise<ShelfChanged & { readonly stickerId: StickerId }>
  /** @throws KithError `not_found` for stickers of others' packs too */
  changeSticker(ownerId: UserId, input: ChangeStickerInput): Promise<ShelfChanged>
  /**
   * Those named first, in this order, then the rest as they were; what isn't in the pack is passed over.
   * @throws KithError `not_found` for others' packs too
   */
  orderStickers(ownerId: UserId, packId: string, stickerIds: readonly StickerId[]): Promise<ShelfChanged>
  /** @throws KithError `not_found` for stickers of others' packs too */
  removeSticker(ownerId: UserId, stickerId: StickerId): Promise<ShelfChanged & StickersGone>
  /**
   * Of a sticker that is shipped, mine, a favourite already, or in a message that the user may see.
   * @throws KithError `not_found`
   */
  setFavourite(userId: UserId, stickerId: StickerId, favourite: boolean): Promise<ShelfChanged>
}
