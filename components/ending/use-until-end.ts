'use client'

import { useEffect, useState } from 'react'
import { untilEnd } from './until-end'

const EVERY_MS = 30_000

/** Counts down. Null: it doesn't end, or has. */
export function useUntilEnd({ endsAt, closed }: { endsAt: string | null; closed: boolean }): string | null {
  const [now, setNow] = useState(() => Date.now())
  const counting = endsAt !== null && !closed
  useEffect(() => {
    if (!counting) return
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [counting])
  return counting ? untilEnd(endsAt, now) : null
}
