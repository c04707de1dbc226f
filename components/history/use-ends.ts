'use client'

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import { distanceFromEnd } from './scroll-anchor'
import type { HistoryWindow } from './use-history-window'
import { toastNotLoaded } from './use-jump'

type End = 'start' | 'end'

/** A thumb that was pulled, not a press on its track. */
const PULLED_PX = 48
const AT_EDGE_PX = 16

interface Ends {
  /** True: the key was for going to an end. */
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => boolean
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly onScroll: () => void
}

/**
 * Home and End go to the first and the newest message of all, as far away as they may be. So does the scrollbar's thumb when
 * it is pulled all the way: by itself it knows only what is drawn.
 */
export function useEnds({ scroller, content, jumpToStart, jumpToEnd }: HistoryWindow): Ends {
  /** Where the thumb was taken, in the viewport. Null: nobody holds it. */
  const held = useRef<number | null>(null)
  const [focus, setFocus] = useState<{ readonly on: End } | null>(null)

  const go = useCallback(
    (end: End): void => {
      const box = scroller.current
      if (!box) return
      // The focused row may go: the focus waits where it can't be lost.
      const onRow = document.activeElement?.closest('[data-message]') && box.contains(document.activeElement)
      if (onRow) box.focus({ preventScroll: true })
      const there = end === 'start' ? jumpToStart() : jumpToEnd()
      there.then(
        (found) => {
          if (!found) toastNotLoaded(() => go(end))
          else if (onRow) setFocus({ on: end })
        },
        () => toastNotLoaded(() => go(end)),
      )
    },
    [scroller, jumpToStart, jumpToEnd],
  )

  useEffect(() => {
    const rows = [...(content.current?.querySelectorAll<HTMLElement>('[data-message]') ?? [])]
    if (focus) rows.at(focus.on === 'start' ? 0 : -1)?.focus({ preventScroll: true })
  }, [focus, content])

  const pulledTo = useCallback((): End | null => {
    const box = scroller.current
    if (held.current === null || !box) return null
    if (box.scrollTop <= 0) return 'start'
    return distanceFromEnd(box) < 1 ? 'end' : null
  }, [scroller])

  useEffect(() => {
    // A thumb that is held tells only when it is let go.
    const letGo = ({ type, clientY }: globalThis.PointerEvent) => {
      const from = held.current
      held.current = null
      const box = scroller.current?.getBoundingClientRect()
      if (type !== 'pointerup' || from === null || !box) return
      if (from - clientY > PULLED_PX && clientY < box.top + AT_EDGE_PX) go('start')
      else if (clientY - from > PULLED_PX && clientY > box.bottom - AT_EDGE_PX) go('end')
    }
    window.addEventListener('pointerup', letGo)
    window.addEventListener('pointercancel', letGo)
    return () => {
      window.removeEventListener('pointerup', letGo)
      window.removeEventListener('pointercancel', letGo)
    }
  }, [scroller, go])

  const onKey = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const end = endOf(event)
      if (!end || event.defaultPrevented || isField(event.target)) return false
      event.preventDefault()
      go(end)
      return true
    },
    [go],
  )
  const onPointerDown = useCallback((event: PointerEvent<HTMLElement>) => {
    held.current = event.button === 0 && isOnScrollbar(event) ? event.clientY : null
  }, [])
  const onScroll = useCallback(() => {
    const end = pulledTo()
    if (!end) return
    held.current = null
    go(end)
  }, [pulledTo, go])
  return { onKey, onPointerDown, onScroll }
}

function endOf({ key, metaKey, shiftKey, altKey }: KeyboardEvent): End | null {
  if (shiftKey || altKey) return null
  if (key === 'Home' || (metaKey && key === 'ArrowUp')) return 'start'
  return key === 'End' || (metaKey && key === 'ArrowDown') ? 'end' : null
}

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.closest('input,textarea,[contenteditable],[role="slider"]') !== null

function isOnScrollbar({ target, currentTarget, clientX }: PointerEvent<HTMLElement>): boolean {
  if (target !== currentTarget) return false
  const start = currentTarget.getBoundingClientRect().left + currentTarget.clientLeft
  return clientX < start || clientX >= start + currentTarget.clientWidth
}
