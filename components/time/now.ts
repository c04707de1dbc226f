'use client'

import { useSyncExternalStore } from 'react'
import type { KithClient } from '@/client/kith'

/** So often what depends on the time is looked at again. */
const LOOK_EVERY_MS = 10_000

type Clock = Pick<KithClient, 'now' | 'clockOffset'>

let clock: Clock | null = null
const looking = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

const look = (): void => {
  for (const again of looking) again()
}

/** From now on what the server dates is judged by its clock, as this client knows it: a device's own may be a day off. */
export function goBy(kith: Clock): void {
  clock = kith
  kith.clockOffset.subscribe(look)
  look()
}

/** In milliseconds since 1970. This device's own clock where nobody is signed in. */
export const now = (): number => clock?.now() ?? Date.now()

function follow(again: () => void): () => void {
  looking.add(again)
  timer ??= setInterval(look, LOOK_EVERY_MS)
  return () => {
    looking.delete(again)
    if (looking.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** What `read` makes of the time, kept up to date; the same value draws nothing again. */
export function useTime<T extends string | number | boolean | null>(read: (now: number) => T): T {
  const current = (): T => read(now())
  return useSyncExternalStore(follow, current, current)
}

/** Draws again when a day begins where this person is, and when the clock turns out to be another. */
export function useToday(): void {
  useTime((at) => new Date(at).toDateString())
}
