'use client'

import { useEffect } from 'react'
import { takeGlimpseAway } from '../glimpse/take-away'

/** Then what is live comes in any case. */
const LONGEST_WAIT_MS = 3_000

let tell = (): void => {}
const shown = new Promise<void>((resolve) => {
  tell = () => {
    takeGlimpseAway()
    resolve()
  }
})

/** Resolves once what the address names is on screen, or might have been. */
export const whenShown = (): Promise<void> =>
  Promise.race([shown, new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))])

/** Says so once what is drawn as `ready` has been painted, in its place: that takes a second frame. Nobody sees a hidden window. */
export function useShown(ready: boolean): void {
  useEffect(() => {
    if (!ready) return
    if (document.visibilityState === 'hidden') tell()
    else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell)))
  }, [ready])
}
