'use client'

import { useStore } from 'zustand'
import { SPEEDS } from '@/client/media/players'
import { players } from './players'

/** How fast voices are heard, all of them: 1×, 1.5×, 2×, and from the beginning. */
export function SpeedButton({ inRow }: { inRow: boolean }) {
  const speed = useStore(players.state, (state) => state.speed)
  const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
  return (
    <button
      type="button"
      tabIndex={inRow ? -1 : undefined}
      data-row-part={inRow ? '' : undefined}
      aria-label={`Speed ${speed}×, change to ${next}×`}
      onClick={() => players.setSpeed(next)}
      className="h-6 w-10 shrink-0 rounded-full border border-current/40 text-2xs font-semibold tabular-nums outline-offset-1 transition-colors hover:border-current"
    >
      {speed}×
    </button>
  )
}
