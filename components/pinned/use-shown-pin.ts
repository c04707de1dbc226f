import { useState } from 'react'
import type { Seq } from '@/contracts/ids'

interface ShownPin {
  readonly seq: Seq
  /** Where it is among them, the oldest pin being 0. */
  readonly index: number
  /** Shows the next older one, after the oldest the newest. */
  next(): void
}

/** Which of the pinned messages the bar shows: the newest, until one goes on. A new pin is shown when it comes. */
export function useShownPin(pinned: readonly Seq[]): ShownPin | null {
  const newest = pinned.at(-1)
  const [chosen, choose] = useState<{ readonly seq: Seq; readonly newest: Seq } | null>(null)
  if (newest === undefined) return null
  const known = chosen?.newest === newest ? pinned.indexOf(chosen.seq) : -1
  const index = known >= 0 ? known : pinned.length - 1
  const older = pinned[index - 1] ?? newest
  return { seq: pinned[index] ?? newest, index, next: () => choose({ seq: older, newest }) }
}
