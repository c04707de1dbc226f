'use client'

import type { ReactNode } from 'react'
import { CircleMessage } from '../circle/circle-message'
import { contentOf, isKept, type Said } from '../message/said'
import { VoiceMessage } from '../voice/voice-message'
import { albumWidth } from './album'
import { FILE_WIDTH } from './file-row'
import { Files } from './files'
import { FilesErased } from './files-erased'
import { isPicture } from './shown'
import { StickerMessage } from './sticker-message'

/** What a bubble holds besides words, and how it stands in it. */
export interface Carried {
  /** `album`: to the bubble's edges. `rows`: like words. `bare`: without a bubble. */
  readonly kind: 'album' | 'rows' | 'bare'
  /** Pixels of CSS that its words may take at most; null: as they like. */
  readonly widthPx: number | null
  /** @param meta the message's time and ticks, where the thing itself has a place for them */
  readonly draw: (meta: ReactNode) => ReactNode
  /** It draws the `meta` that it is given. */
  readonly holdsMeta: boolean
}

/** Null: words alone. */
export function carriedOf(said: Said, mine: boolean): Carried | null {
  const { kind, attachments } = contentOf(said)
  const erased = isKept(said) && said.message.filesErased
  const bare = { kind: 'bare', widthPx: null, holdsMeta: false } as const
  if (erased) return { kind: 'rows', widthPx: null, draw: () => <FilesErased erased={erased} />, holdsMeta: false }
  if (attachments.length === 0) return null
  if (kind === 'circle_video') return { ...bare, draw: () => <CircleMessage said={said} /> }
  if (kind === 'sticker') return { ...bare, draw: () => <StickerMessage said={said} /> }
  if (kind === 'voice') {
    const draw = (meta: ReactNode) => <VoiceMessage said={said} mine={mine} meta={meta} />
    return { kind: 'rows', widthPx: null, draw, holdsMeta: true }
  }
  const pictures = attachments.filter(isPicture)
  const alone = pictures.length === attachments.length
  return {
    kind: alone ? 'album' : 'rows',
    widthPx: pictures.length > 0 ? albumWidth(pictures) : FILE_WIDTH,
    draw: (meta) => <Files said={said} meta={meta} />,
    holdsMeta: alone,
  }
}
