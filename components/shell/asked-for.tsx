'use client'

import { useState } from 'react'
import { useAskedBlock } from '../blocking/asked'
import { useDeleteChat } from '../delete-chat/asked'
import { useAskedWordings } from '../message/wordings-asked'
import { later } from '../part/later'
import { useAskedReport } from '../report/asked'
import { useSendTo } from '../send-to/asked'
import { useLookedAtSticker } from '../stickers/looked-at-sticker'
import { useMyStickersOpen } from '../stickers/my-stickers-open'

const AskedDialogs = later(() => import('./asked-dialogs').then((part) => part.AskedDialogs), { floating: true })

/** Draws what anything may ask for, from the first time that something does. */
export function AskedFor() {
  const asked = [
    useSendTo().request,
    useDeleteChat().conversation,
    useAskedBlock().userId,
    useAskedReport().asked,
    useAskedWordings().event,
    useLookedAtSticker().event,
    useMyStickersOpen().place,
  ]
  const [ever, setEver] = useState(false)
  const now = asked.some((one) => one !== null)
  if (now && !ever) setEver(true)
  return ever ? <AskedDialogs /> : null
}
