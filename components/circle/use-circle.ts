'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { players } from '../voice/players'
import { useOnScreen } from './use-on-screen'
import { useReducedMotion } from './use-reduced-motion'

/** `muted`: by itself, over and over. `heard`, `paused`: somebody wanted to hear it. `still`: a picture. */
export type CircleMode = 'still' | 'muted' | 'heard' | 'paused'

export interface CirclePlay {
  readonly mode: CircleMode
  readonly failed: boolean
  /** With sound from the beginning; then pause, and go on. */
  tap(): void
  onEnded(): void
  onError(): void
}

/** How a circle video plays: silent while in sight, heard by a tap, and then alone in the whole app. */
export function useCircle(video: RefObject<HTMLVideoElement | null>): CirclePlay {
  const onScreen = useOnScreen(video)
  const byItself = !useReducedMotion() && onScreen
  const [wanted, setWanted] = useState<'heard' | 'paused' | null>(null)
  const [failed, setFailed] = useState(false)
  const giveBack = useRef<(() => void) | null>(null)
  const mode: CircleMode = wanted ?? (byItself && !failed ? 'muted' : 'still')

  const letGo = useCallback(() => {
    giveBack.current?.()
    giveBack.current = null
  }, [])
  useEffect(() => letGo, [letGo])

  useEffect(() => {
    const element = video.current
    if (!element || mode === 'heard') return
    element.muted = true
    if (mode === 'muted') play(element, setFailed)
    else element.pause()
  }, [mode, video])

  // Out of sight there is nothing to pause it by.
  useEffect(() => {
    if (onScreen) return
    letGo()
    setWanted((now) => now && 'paused')
  }, [onScreen, letGo])

  function hear(element: HTMLVideoElement, fromStart: boolean): void {
    letGo()
    giveBack.current = players.hold(() => setWanted(null))
    setWanted('heard')
    setFailed(false)
    element.muted = false
    if (fromStart) element.currentTime = 0
    play(element, setFailed)
  }

  return {
    mode,
    failed,
    tap() {
      const element = video.current
      if (!element) return
      if (mode === 'heard') {
        letGo()
        setWanted('paused')
      } else hear(element, mode !== 'paused')
    },
    onEnded() {
      letGo()
      setWanted(null)
    },
    onError: () => setFailed(true),
  }
}

/** In the tap itself, or browsers refuse the sound. */
function play(element: HTMLVideoElement, setFailed: (failed: boolean) => void): void {
  element.play().catch((error: unknown) => {
    // Paused again before it was there, or nothing may play by itself here: the picture stays.
    const name = error instanceof Error ? error.name : ''
    if (name !== 'AbortError' && name !== 'NotAllowedError') setFailed(true)
  })
}
