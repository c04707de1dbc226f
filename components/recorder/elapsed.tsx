'use client'

import { useEffect, useState } from 'react'
import { formatDuration } from '@/server/domain/format-duration'

/** How long it has been recording. Not read out every second. */
export function Elapsed({ startedAtMs }: { startedAtMs: number }) {
  const [now, setNow] = useState(startedAtMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200)
    return () => clearInterval(timer)
  }, [])
  return (
    <span role="timer" aria-live="off" className="text-base tabular-nums">
      {formatDuration(now - startedAtMs)}
    </span>
  )
}
