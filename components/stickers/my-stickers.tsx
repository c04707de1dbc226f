'use client'

import { useState } from 'react'
import { Dialog } from '../ui/dialog'
import { closeMyStickers, type MyStickersPlace, useMyStickersOpen } from './my-stickers-open'
import { PackList } from './pack-list'
import { PackScreen } from './pack-screen'
import { StickerScreen } from './sticker-screen'
import { useShelf } from './use-shelf'

/** One's own packs of stickers: made, filled and changed here. */
export function MyStickers() {
  const { place } = useMyStickersOpen()
  // While it fades out, it still shows what it showed.
  const [shown, setShown] = useState(place)
  if (place && place !== shown) setShown(place)
  return (
    <Dialog open={place !== null} onOpenChange={(open) => !open && closeMyStickers()}>
      {shown && <Screen place={shown} />}
    </Dialog>
  )
}

/** What is gone, perhaps by another device, leads back to where it was. */
function Screen({ place }: { place: MyStickersPlace }) {
  const shelf = useShelf()
  const mine = shelf.data?.packs.filter((pack) => pack.mine)
  const pack = place.at === 'packs' ? undefined : mine?.find(({ id }) => id === place.packId)
  if (!pack) return <PackList packs={mine} error={shelf.error} onRetry={() => void shelf.refetch()} />
  const sticker = place.at === 'sticker' ? pack.stickers.find(({ id }) => id === place.stickerId) : undefined
  if (!sticker) return <PackScreen key={pack.id} pack={pack} />
  return <StickerScreen key={sticker.id} pack={pack} sticker={sticker} />
}
