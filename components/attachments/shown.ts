import { attachmentAddress } from '@/contracts/addresses'
import type { Attachment, MessagePosted } from '@/contracts/dto'
import type { ClientId } from '@/contracts/ids'

/** How far an attachment of a message that waits got. */
export interface Upload {
  readonly state: 'waiting' | 'uploading' | 'paused' | 'failed' | 'ready'
  /** From 0 to 1. */
  readonly part: number
  /** Why it failed. */
  readonly error: string | null
  readonly onPause: () => void
  readonly onResume: () => void
}

export type Facts = Pick<
  Attachment,
  'kind' | 'name' | 'type' | 'size' | 'width' | 'height' | 'durationMs' | 'thumbhash' | 'sticker'
>

/** An attachment as it is drawn, whether it is kept or waits. */
export interface Shown {
  /** The same while its message waits and once it is kept. */
  readonly key: string
  /** Its place in the message. */
  readonly position: number
  readonly facts: Facts
  /** Where its bytes are; null: not here just now. */
  readonly whole: string | null
  /** A small picture of it. */
  readonly preview: string | null
  /** Null: it is kept. */
  readonly upload: Upload | null
}

export const shownKey = (clientId: ClientId, position: number): string => `${clientId}/${position}`

/** What a kept message carries. */
export function shownOf({ conversationId, seq, message }: MessagePosted): readonly Shown[] {
  const place = { conversationId, seq }
  return message.attachments.map((facts, position) => ({
    key: shownKey(message.clientId, position),
    position,
    facts,
    whole: attachmentAddress(place, position, 'whole'),
    preview: facts.preview ? attachmentAddress(place, position, 'preview') : null,
    upload: null,
  }))
}

export const isPicture = ({ facts }: Shown): boolean => facts.kind === 'image' || facts.kind === 'video'
