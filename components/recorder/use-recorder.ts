'use client'

import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Recorder } from '@/client/media/recorder'
import type { RecorderState } from '@/client/media/recorder-state'
import { players } from '../voice/players'

/** A recorder for as long as this is on screen. It lets go of microphone and camera when this, or the page, goes. */
export function useRecorder<R>(make: () => Recorder<R>): readonly [Recorder<R>, RecorderState<R>] {
  const [recorder] = useState(make)
  const state = useStore(recorder.state)
  const listening = state.status === 'asking' || state.status === 'recording'

  useEffect(() => {
    const letGo = () => recorder.cancel()
    window.addEventListener('pagehide', letGo)
    return () => {
      window.removeEventListener('pagehide', letGo)
      letGo()
    }
  }, [recorder])

  // What plays would be recorded along.
  useEffect(() => (listening ? players.hold(() => {}) : undefined), [listening])

  return [recorder, state]
}

export const browserClock = {
  now: () => performance.now(),
  after: (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
