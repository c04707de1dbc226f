'use client'

import { ArrowUp, Pause, RotateCcw } from 'lucide-react'
import { cn } from '../ui/cn'
import type { Upload } from './shown'

const RADIUS = 21
const ROUND = 2 * Math.PI * RADIUS

/** How far it got, around what can be done about it: pause, go on, try again. */
export function UploadRing({ upload, name, className }: { upload: Upload; name: string; className: string }) {
  const { state, part, onPause, onResume } = upload
  if (state === 'ready') return null
  const moving = state === 'uploading' || state === 'waiting'
  const percent = Math.round(part * 100)
  const Icon = moving ? Pause : state === 'failed' ? RotateCcw : ArrowUp
  const what = moving ? 'Pause' : state === 'failed' ? 'Try again' : 'Go on with'
  return (
    <button
      type="button"
      tabIndex={-1}
      data-row-part=""
      aria-label={`${what}: ${name}, ${percent}% uploaded`}
      onClick={moving ? onPause : onResume}
      className={cn(
        'grid shrink-0 place-items-center rounded-full bg-black/60 text-white outline-offset-2 transition-colors hover:bg-black/75',
        className,
      )}
    >
      <svg aria-hidden="true" viewBox="0 0 48 48" className="absolute inset-0 -rotate-90">
        <circle cx={24} cy={24} r={RADIUS} fill="none" stroke="currentColor" strokeOpacity={0.25} strokeWidth={3} />
        <circle
          cx={24}
          cy={24}
          r={RADIUS}
          fill="none"
          stroke="currentColor"
          strokeWidth={3}
          strokeLinecap="round"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - Math.max(moving ? 0.02 : 0, part))}
          className="transition-[stroke-dashoffset] duration-300"
        />
      </svg>
      <Icon aria-hidden className={cn('size-5', moving && 'fill-current')} strokeWidth={moving ? 1 : 2} />
    </button>
  )
}
