'use client'

import { attachmentAddress } from '@/contracts/addresses'
import type { MessagePosted } from '@/contracts/dto'
import { CirclePlayer } from './circle-player'

/** A circle video in the history: it stands without a bubble. */
export function CircleMessage({ event }: { event: MessagePosted }) {
  const circle = event.message.attachments[0]
  if (!circle) return null
  return (
    <CirclePlayer
      src={attachmentAddress(event, 0, 'whole')}
      posterSrc={circle.preview ? attachmentAddress(event, 0, 'preview') : null}
      durationMs={circle.durationMs ?? 0}
      inRow
    />
  )
}
