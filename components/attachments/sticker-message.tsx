'use client'

import { isKept, type Said } from '../message/said'
import { lookAtSticker } from '../stickers/looked-at-sticker'
import { StickerView } from './sticker'
import { useShown } from './use-shown'

/** A sticker in the history: a press looks at it, once it is kept. */
export function StickerMessage({ said }: { said: Said }) {
  const [shown] = useShown(said)
  if (!shown) return null
  const kept = isKept(said) ? said : null
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      aria-haspopup="dialog"
      disabled={!kept}
      onClick={() => kept && lookAtSticker(kept)}
      className="block rounded-xl outline-offset-2"
    >
      <StickerView shown={shown} />
    </button>
  )
}
