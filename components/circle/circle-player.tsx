'use client'

import { Play, VolumeX } from 'lucide-react'
import { useRef, useState } from 'react'
import { formatDuration, spokenDuration, wholeSeconds } from '@/server/domain/format-duration'
import { cn } from '../ui/cn'
import { ProgressRing } from './progress-ring'
import { useCircle } from './use-circle'

interface CirclePlayerProps {
  readonly src: string
  /** A frame of it; null while there is none. */
  readonly posterSrc: string | null
  readonly durationMs: number
  /** In a row of the history, where arrows move the focus. */
  readonly inRow?: boolean
  readonly className?: string
}

/** A round video: silent while it is in sight, with sound when it is tapped. */
export function CirclePlayer({ src, posterSrc, durationMs, inRow = false, className = 'w-56' }: CirclePlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const { mode, failed, tap, onEnded, onError } = useCircle(video)
  const [positionMs, setPositionMs] = useState(0)
  const wanted = mode === 'heard' || mode === 'paused'
  const whole = wholeSeconds(durationMs)
  return (
    <div className={cn('max-w-full', className)}>
      <button
        type="button"
        tabIndex={inRow ? -1 : undefined}
        data-row-part={inRow ? '' : undefined}
        aria-label={`Circle video, ${spokenDuration(whole)}. ${mode === 'heard' ? 'Pause' : 'Play with sound'}`}
        onClick={tap}
        className="relative block aspect-square w-full rounded-full outline-offset-2"
      >
        <video
          ref={video}
          src={src}
          poster={posterSrc ?? undefined}
          muted
          playsInline
          loop={!wanted}
          preload="metadata"
          disablePictureInPicture
          disableRemotePlayback
          onTimeUpdate={(event) => setPositionMs(event.currentTarget.currentTime * 1_000)}
          onEnded={onEnded}
          onError={onError}
          className="size-full rounded-full bg-sunken object-cover shadow-bubble"
        />
        {wanted && <ProgressRing part={positionMs / durationMs} />}
        {(mode === 'still' || mode === 'paused') && (
          <span className="absolute inset-0 m-auto grid size-14 place-items-center rounded-full bg-black/55 text-white">
            <Play aria-hidden className="size-7 translate-x-0.5 fill-current" />
          </span>
        )}
        <span className="absolute bottom-[7%] left-1/2 flex h-6 -translate-x-1/2 items-center gap-1 rounded-full bg-black/65 px-2 text-2xs text-white tabular-nums">
          {!wanted && <VolumeX aria-hidden className="size-3.5" />}
          {formatDuration(wanted ? Math.max(0, whole - positionMs) : whole)}
        </span>
      </button>
      {failed && (
        <p role="alert" className="pt-1 text-center text-sm text-danger-ink">
          It can’t be played just now. Tap to try again.
        </p>
      )}
    </div>
  )
}
