import type { StickerShelf } from '@/contracts/dto'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** Shipped packs, one's own, and favourites from elsewhere. */
export function readStickerShelf({ stickers }: Pick<Ports, 'stickers'>) {
  return ({ userId }: Pick<Actor, 'userId'>): Promise<StickerShelf> => stickers.shelf(userId)
}
