'use client'

import { type PointerEvent, useRef, useState } from 'react'
import type { Recorder } from '@/client/media/recorder'
import { holdMove } from './hold-gesture'

interface Hold {
  readonly pointerId: number
  readonly x: number
  readonly y: number
  readonly atMs: number
}

/** A pointer on the record button: held it records, let go of it stops, up it locks, away it cancels. */
export function useHold(recorder: Recorder<unknown>, mayPress: () => boolean) {
  const hold = useRef<Hold | null>(null)
  /** The click that follows a pointer's press says nothing new. */
  const pressed = useRef(false)
  const [away, setAway] = useState(0)

  function end(): Hold | null {
    const ended = hold.current
    hold.current = null
    setAway(0)
    return ended
  }

  return {
    /** How far it went towards cancelling, in px. */
    away,
    /** True, once, for a click that a pointer's press has already answered. */
    takeClick(): boolean {
      const taken = pressed.current
      pressed.current = false
      return taken
    },
    /** One that was handed on by another button may have no click, and a key's is never a pointer's. */
    onKeyDown() {
      pressed.current = false
    },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      pressed.current = false
      if (event.button !== 0 || recorder.state.getState().status !== 'idle') return
      pressed.current = true
      if (!mayPress()) return
      event.currentTarget.setPointerCapture(event.pointerId)
      hold.current = { pointerId: event.pointerId, x: event.clientX, y: event.clientY, atMs: event.timeStamp }
      recorder.press('held')
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { current } = hold
      if (current?.pointerId !== event.pointerId) return
      const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
      const towardsStart = (current.x - event.clientX) * (rtl ? -1 : 1)
      const move = holdMove(towardsStart, current.y - event.clientY)
      setAway(Math.max(0, towardsStart))
      if (move === 'stay') return
      end()
      if (move === 'lock') recorder.lock()
      else recorder.cancel()
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (hold.current?.pointerId !== event.pointerId) return
      recorder.release(event.timeStamp - (end()?.atMs ?? 0))
    },
    /** The system took the finger (a gesture of its own): what is said isn't cut off. */
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      if (hold.current?.pointerId !== event.pointerId) return
      end()
      recorder.lock()
    },
  }
}
