import { attachmentAddress } from '@/contracts/addresses'
import type { Attachment, MessagePosted } from '@/contracts/dto'

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
  'kind' | 'name' | 'type' | 'size' | 'width' | 'height' | 'durationMs' | 'thumbhash' | 'waveform' | 'sticker'
>

/** An attachment as it is drawn, whether it is kept or waits. */
export interface Shown {
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

/** What a kept message carries. */
export function shownOf({ conversationId, seq, message }: MessagePosted): readonly Shown[] {
  const place = { conversationId, seq }
  return message.attachments.map((facts, position) => ({
    position,
    facts,
    whole: attachmentAddress(place, position, 'whole'),
    preview: facts.preview ? attachmentAddress(place, position, 'preview') : null,
    upload: null,
  }))
}

export const isPicture = ({ kind }: Pick<Facts, 'kind'>): boolean => kind === 'image' || kind === 'video'
