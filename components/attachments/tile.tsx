'use client'

import { Play } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { formatDuration, spokenDuration, wholeSeconds } from '@/server/domain/format-duration'
import { cn } from '../ui/cn'
import type { Shown } from './shown'
import { blurred } from './thumbhash'
import { UploadRing } from './upload-ring'

interface TileProps {
  readonly shown: Shown
  readonly style: CSSProperties
  /** Of how many in this message, for those who hear it. */
  readonly count: number
  /** So many more stand behind it. */
  readonly more?: number
  /** Opens it large; null: it isn't kept yet. */
  readonly onOpen: (() => void) | null
}

/** A picture, or a video's poster, in its place: the blur first, then the picture over it. */
export function Tile({ shown, style, count, more = 0, onOpen }: TileProps) {
  const { facts, preview, upload, position } = shown
  const blur = blurred(facts.thumbhash)
  return (
    <div
      style={{ ...style, backgroundImage: blur ? `url(${blur})` : undefined }}
      className="relative min-w-0 overflow-hidden bg-sunken bg-cover bg-center"
    >
      <button
        type="button"
        tabIndex={-1}
        data-row-part=""
        data-media={position}
        disabled={!onOpen}
        aria-label={labelOf(shown, count, more)}
        onClick={onOpen ?? undefined}
        className="absolute inset-0 size-full outline-offset-[-3px] focus-visible:z-10"
      >
        <Picture shown={shown} src={preview} />
        {facts.kind === 'video' && !more && <VideoBadge durationMs={facts.durationMs} idle={!upload} />}
        {more > 0 && (
          <span className="absolute inset-0 grid place-items-center bg-black/55 text-xl font-semibold text-white">
            +{more}
          </span>
        )}
      </button>
      {upload && (
        <UploadRing upload={upload} name={facts.name || 'photo'} className="absolute inset-0 z-10 m-auto size-12" />
      )}
    </div>
  )
}

function Picture({ shown: { facts, whole, upload }, src }: { shown: Shown; src: string | null }) {
  const [failed, setFailed] = useState<string | null>(null)
  const [own, setOwn] = useState<string | null>(null)
  const replaced = () => setOwn(null)
  const style = cn('absolute inset-0 size-full object-cover')
  const draw = (address: string) => (
    // biome-ignore lint/performance/noImgElement: made to size by the server, and behind the session that Next's optimizer lacks
    <img
      key={address}
      src={address}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => setFailed(address)}
      onLoad={({ currentTarget }) => {
        if (upload) setOwn(address)
        else if (own) void currentTarget.decode().then(replaced, replaced)
      }}
      className={style}
    />
  )
  const wanted = src === failed ? null : src
  if (wanted || own) {
    return (
      <>
        {wanted && draw(wanted)}
        {/* What was drawn while the message waited stays, the same element, until the server's picture is. */}
        {own && own !== wanted && draw(own)}
      </>
    )
  }
  // A video that waits and has no poster: the browser draws its first frame.
  if (facts.kind === 'video' && whole?.startsWith('blob:')) {
    return <video src={whole} muted playsInline preload="metadata" tabIndex={-1} aria-hidden className={style} />
  }
  return null
}

function VideoBadge({ durationMs, idle }: { durationMs: number | null; idle: boolean }) {
  return (
    <>
      {idle && (
        <span className="absolute inset-0 m-auto grid size-12 place-items-center rounded-full bg-black/55 text-white">
          <Play aria-hidden className="size-6 translate-x-0.5 fill-current" />
        </span>
      )}
      {durationMs !== null && (
        <span className="absolute top-1.5 left-1.5 rounded-full bg-black/60 px-1.5 text-2xs/5 text-white tabular-nums">
          {formatDuration(wholeSeconds(durationMs))}
        </span>
      )}
    </>
  )
}

function labelOf({ facts, position }: Shown, count: number, more: number): string {
  if (more > 0) return `Show ${more + 1} more`
  const what = facts.kind === 'video' ? 'Video' : 'Photo'
  const long = facts.kind === 'video' && facts.durationMs ? `, ${spokenDuration(wholeSeconds(facts.durationMs))}` : ''
  return `${what}${count > 1 ? ` ${position + 1} of ${count}` : ''}${long}`
}
