'use client'

import { Heart, HeartOff } from 'lucide-react'
import { toast } from '@/components/ui/toast'
import type { StickerId } from '@/contracts/ids'
import { refusalOf } from '../refusal'
import { MenuItem } from '../ui/menu'
import { allStickers } from './find-stickers'
import { useShelf } from './use-shelf'
import { useShelfChanges } from './use-shelf-changes'

/** In a message's menu: keeps its sticker at hand, or no longer. */
export function FavouriteItem({ stickerId }: { stickerId: StickerId }) {
  const shelf = useShelf()
  const changes = useShelfChanges()
  const favourite = shelf.data ? allStickers(shelf.data).some((one) => one.id === stickerId && one.favourite) : null

  async function change(): Promise<void> {
    try {
      await changes.setFavourite(stickerId, !favourite)
      toast.success(favourite ? 'No longer among your favourites' : 'Among your favourites')
    } catch (error) {
      toast.error(refusalOf(error).message)
    }
  }

  return (
    <MenuItem
      icon={favourite ? <HeartOff aria-hidden /> : <Heart aria-hidden />}
      disabled={favourite === null}
      onClick={() => void change()}
    >
      {favourite ? 'Remove from favourites' : 'Add to favourites'}
    </MenuItem>
  )
}
