'use client'

import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { PlayersState } from '@/client/media/players'
import { players } from './players'

export interface Playing {
  readonly playing: boolean
  readonly positionMs: number
  readonly failed: boolean
  /** It plays, or waits in the middle. */
  readonly current: boolean
}

/** How far a track is, as often as the screen is drawn while it plays. */
export function usePosition(key: string): Playing {
  const playing = useStore(players.state, () => players.isPlaying(key))
  const current = useStore(players.state, ({ track }: PlayersState) => track?.key === key)
  const failed = useStore(players.state, (state: PlayersState) => state.failed === key)
  const resting = useStore(players.state, () => (players.isPlaying(key) ? null : players.positionMs(key)))
  const [moving, setMoving] = useState(0)
  useEffect(() => {
    if (!playing) return
    let frame = 0
    const draw = () => {
      setMoving(players.positionMs(key))
      frame = requestAnimationFrame(draw)
    }
    draw()
    return () => cancelAnimationFrame(frame)
  }, [playing, key])
  return { playing, current, failed, positionMs: resting ?? moving }
}
