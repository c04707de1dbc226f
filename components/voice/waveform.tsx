'use client'

import { type KeyboardEvent, memo, type PointerEvent, useRef } from 'react'
import { WAVEFORM_MAX } from '@/client/media/waveform'
import { formatDuration, spokenDuration, wholeSeconds } from '@/server/domain/format-duration'

interface WaveformProps {
  /** Levels, 0…31. */
  readonly bars: readonly number[]
  readonly positionMs: number
  readonly durationMs: number
  readonly onSeek: (positionMs: number) => void
  /** In a row of the history, where arrows move the focus. */
  readonly inRow: boolean
}

const GAP = 4
const HEIGHT = 32

/** What was said, as bars, and how far it was heard. A slider: click, drag, arrows, Home and End seek. */
export function Waveform({ bars, positionMs, durationMs, onSeek, inRow }: WaveformProps) {
  const frame = useRef<HTMLDivElement>(null)
  const part = Math.min(1, Math.max(0, positionMs / durationMs))

  function seekTo(event: PointerEvent): void {
    const box = frame.current?.getBoundingClientRect()
    if (box) onSeek(((event.clientX - box.left) / box.width) * durationMs)
  }
  function onKeyDown(event: KeyboardEvent): void {
    const to = sought(event.key, positionMs, durationMs)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    onSeek(to)
  }
  return (
    <div
      ref={frame}
      role="slider"
      tabIndex={inRow ? -1 : 0}
      data-row-part={inRow ? '' : undefined}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1_000)}
      aria-valuenow={Math.round(positionMs / 1_000)}
      aria-valuetext={`${spokenDuration(positionMs)} of ${spokenDuration(wholeSeconds(durationMs))}`}
      title={formatDuration(wholeSeconds(durationMs))}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        seekTo(event)
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
      onKeyDown={onKeyDown}
      className="relative h-8 min-w-0 flex-1 cursor-pointer touch-pan-y rounded-sm"
    >
      <Bars bars={bars} className="text-current opacity-50" />
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${(1 - part) * 100}% 0 0)` }}>
        <Bars bars={bars} className="text-(--voice-played)" />
      </div>
    </div>
  )
}

const Bars = memo(function Bars({ bars, className }: { bars: readonly number[]; className: string }) {
  const d = bars.map((bar, i) => barPath(i, bar / WAVEFORM_MAX)).join('')
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${bars.length * GAP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`absolute inset-0 size-full ${className}`}
    >
      <path d={d} stroke="currentColor" strokeWidth={2} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
    </svg>
  )
})

/** A dot where it was quiet. */
function barPath(index: number, level: number): string {
  const half = Math.max(0.25, (level * (HEIGHT - 6)) / 2)
  return `M${index * GAP + GAP / 2} ${HEIGHT / 2 - half}v${half * 2}`
}

/** Where a key seeks to, in ms; null: not a key of the slider. A twentieth of it, 1 to 5 seconds. */
function sought(key: string, positionMs: number, durationMs: number): number | null {
  const step = Math.min(5_000, Math.max(1_000, durationMs / 20))
  switch (key) {
    case 'ArrowRight':
      return Math.min(durationMs, positionMs + step)
    case 'ArrowLeft':
      return Math.max(0, positionMs - step)
    case 'PageUp':
      return Math.min(durationMs, positionMs + step * 4)
    case 'PageDown':
      return Math.max(0, positionMs - step * 4)
    case 'Home':
      return 0
    case 'End':
      return durationMs
    default:
      return null
  }
}
