'use client'

import { ChevronLeft, Lock, Trash2 } from 'lucide-react'
import { IconButton } from '../ui/icon-button'
import { Elapsed } from './elapsed'
import { CANCEL_PX } from './hold-gesture'
import { LiveLevels } from './live-levels'

interface RecordingBarProps {
  /** Null while the browser asks for the microphone. */
  readonly startedAtMs: number | null
  /** A finger holds the button. */
  readonly held: boolean
  /** How far that finger went towards cancelling, in px. */
  readonly away: number
  readonly level: () => number
  readonly onCancel: () => void
}

/** What stands in place of the message field while one speaks. */
export function RecordingBar({ startedAtMs, held, away, level, onCancel }: RecordingBarProps) {
  return (
    <>
      {!held && (
        <IconButton label="Cancel recording" tooltipSide="top" onClick={onCancel}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      <div
        data-in-hand=""
        className="flex h-11 min-w-0 flex-1 items-center gap-3 rounded-[1.375rem] bg-sunken px-4 text-ink"
      >
        {startedAtMs === null ? (
          <span className="truncate text-ink-muted">Waiting for the microphone…</span>
        ) : (
          <>
            <span aria-hidden className="size-2.5 shrink-0 animate-pulse rounded-full bg-danger" />
            <Elapsed startedAtMs={startedAtMs} />
            <LiveLevels level={level} />
          </>
        )}
        {held && <SlideHint away={away} />}
      </div>
      {held && <LockHint />}
    </>
  )
}

function SlideHint({ away }: { away: number }) {
  return (
    <span
      className="flex shrink-0 items-center text-sm text-ink-muted"
      style={{ opacity: 1 - away / (CANCEL_PX * 1.4) }}
    >
      <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
      Slide to cancel
    </span>
  )
}

function LockHint() {
  return (
    <span
      aria-hidden
      className="absolute right-0.5 bottom-full mb-2 flex h-14 w-10 flex-col items-center justify-center gap-0.5 rounded-full bg-raised text-ink-muted shadow-raised"
    >
      <Lock className="size-4.5" />
      <ChevronLeft className="size-4 rotate-90" />
    </span>
  )
}
