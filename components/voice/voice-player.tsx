'use client'

import { Pause, Play } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react'
import type { NextTrack, Track } from '@/client/media/players'
import { formatDuration, spokenDuration, wholeSeconds } from '@/server/domain/format-duration'
import { cn } from '../ui/cn'
import { players } from './players'
import { SpeedButton } from './speed-button'
import { useInSight } from './use-in-sight'
import { usePosition } from './use-position'
import { Waveform } from './waveform'

interface VoicePlayerProps {
  readonly src: string
  readonly durationMs: number
  /** 64 levels, 0…31. */
  readonly waveform: readonly number[]
  /** `trackKey` of where it stands; absent while it stands nowhere yet. */
  readonly place?: string
  readonly next?: NextTrack
  /** On what it is drawn. */
  readonly on: 'own' | 'other' | 'bar'
  /** In a row of the history, where arrows move the focus. */
  readonly inRow?: boolean
  /** Beside the time: the message's own time and ticks. */
  readonly meta?: ReactNode
}

const COLORS = {
  own: 'text-bubble-own-meta [--voice-played:var(--accent-ink)]',
  other: 'text-bubble-other-meta [--voice-played:var(--accent-ink)]',
  bar: 'text-ink-muted [--voice-played:var(--accent-ink)]',
}

/** A voice message: play, see it as bars, seek in it, and hear it faster. */
export function VoicePlayer(props: VoicePlayerProps) {
  const { src, durationMs, waveform, place, next, on, inRow = false, meta } = props
  const track = useMemo<Track>(() => ({ key: place ?? src, src, durationMs }), [place, src, durationMs])
  const { playing, current, failed, positionMs } = usePosition(track.key)
  const frame = useRef<HTMLFieldSetElement>(null)
  useInSight(frame, track.key, current)
  const before = useRef(track)
  useLayoutEffect(() => {
    const { key, src } = before.current
    before.current = track
    if (key !== track.key && src === track.src) players.goOnAs(key, track, next)
  }, [track, next])
  const Icon = playing ? Pause : Play
  const begun = current || positionMs > 0
  return (
    <fieldset
      ref={frame}
      aria-label={`Voice message, ${spokenDuration(wholeSeconds(durationMs))}`}
      className={cn('min-w-0', on !== 'bar' && 'w-72 max-w-full', COLORS[on])}
    >
      <div className="flex items-center gap-2.5">
        <button
          type="button"
          tabIndex={inRow ? -1 : undefined}
          data-row-part={inRow ? '' : undefined}
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => players.toggle(track, next)}
          className="grid size-10 shrink-0 place-items-center rounded-full bg-accent text-on-accent outline-offset-2 transition-colors hover:bg-accent-hover"
        >
          <Icon aria-hidden className={cn('size-5 fill-current', !playing && 'translate-x-px')} strokeWidth={1.5} />
        </button>
        <Waveform
          bars={waveform}
          positionMs={positionMs}
          durationMs={durationMs}
          inRow={inRow}
          onSeek={(to) => players.seek(track, to)}
        />
        {on === 'bar' && (
          <>
            <Time begun={begun} positionMs={positionMs} durationMs={durationMs} />
            <SpeedButton inRow={inRow} />
          </>
        )}
      </div>
      {on !== 'bar' && (
        <div className="-mt-1 flex h-6 items-center gap-2 pl-[3.125rem]">
          <Time begun={begun} positionMs={positionMs} durationMs={durationMs} />
          {begun && <SpeedButton inRow={inRow} />}
          <span className="ml-auto">{meta}</span>
        </div>
      )}
      {failed && (
        <p role="alert" className="pt-1 text-sm text-danger-ink">
          It can’t be played just now. Try again.
        </p>
      )}
    </fieldset>
  )
}

function Time({ begun, positionMs, durationMs }: { begun: boolean; positionMs: number; durationMs: number }) {
  const whole = formatDuration(wholeSeconds(durationMs))
  return (
    <span className="text-2xs tabular-nums whitespace-nowrap">
      {begun ? `${formatDuration(positionMs)} / ${whole}` : whole}
    </span>
  )
}
