'use client'

import type { ReactNode } from 'react'
import type { Message, MessageKind } from '@/contracts/dto'
import { Album, albumWidth } from './album'
import { AudioRow } from './audio-row'
import { FILE_WIDTH, FileRow } from './file-row'
import { FilesErased } from './files-erased'
import { isPicture, type Shown } from './shown'
import { StickerView } from './sticker'

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

interface CarriedOf {
  readonly kind: MessageKind
  readonly shown: readonly Shown[]
  readonly erased?: Message['filesErased']
  readonly onOpen: ((position: number) => void) | null
  /** How a voice or a circle is drawn; by the message's own kind. */
  readonly voice: (meta: ReactNode) => ReactNode
  readonly circle: () => ReactNode
}

/** Null: words alone. */
export function carriedOf({ kind, shown, erased, onOpen, voice, circle }: CarriedOf): Carried | null {
  const [first] = shown
  if (erased) return { kind: 'rows', widthPx: null, draw: () => <FilesErased erased={erased} />, holdsMeta: false }
  if (!first) return null
  if (kind === 'voice') return { kind: 'rows', widthPx: null, draw: voice, holdsMeta: true }
  if (kind === 'circle_video') return { kind: 'bare', widthPx: null, draw: circle, holdsMeta: false }
  if (kind === 'sticker') {
    const draw = () => <StickerPart shown={first} onOpen={onOpen} />
    return { kind: 'bare', widthPx: null, draw, holdsMeta: false }
  }
  const pictures = shown.filter(isPicture)
  const files = shown.filter((one) => !isPicture(one))
  const album = pictures.length > 0 && <Album pictures={pictures} onOpen={onOpen} />
  const rows = files.map((one) =>
    one.facts.type.startsWith('audio/') ? (
      <AudioRow key={one.position} shown={one} />
    ) : (
      <FileRow key={one.position} shown={one} />
    ),
  )
  if (files.length === 0) {
    return {
      kind: 'album',
      widthPx: albumWidth(pictures),
      holdsMeta: true,
      draw: (meta) => (
        <div className="relative">
          {album}
          {meta}
        </div>
      ),
    }
  }
  return {
    kind: 'rows',
    widthPx: pictures.length > 0 ? albumWidth(pictures) : FILE_WIDTH,
    holdsMeta: false,
    draw: () => (
      <>
        {album}
        <div style={{ width: FILE_WIDTH }} className="max-w-full">
          {rows}
        </div>
      </>
    ),
  }
}

function StickerPart({ shown, onOpen }: { shown: Shown } & Pick<CarriedOf, 'onOpen'>) {
  if (!onOpen) return <StickerView shown={shown} />
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      aria-haspopup="dialog"
      onClick={() => onOpen(shown.position)}
      className="block rounded-xl outline-offset-2"
    >
      <StickerView shown={shown} />
    </button>
  )
}
