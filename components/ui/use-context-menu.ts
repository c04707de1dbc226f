'use client'

import { type MouseEvent, type TouchEvent, useEffect, useRef, useState } from 'react'

/** Where a menu is asked for, in px of the window: another object each time. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}

const LONG_PRESS_MS = 500
/** A finger that goes further is scrolling. */
const STILL_PX = 10

interface ContextMenuAsked {
  /** Null: nobody has asked. */
  readonly at: MenuPoint | null
  readonly trigger: {
    readonly onContextMenu: (event: MouseEvent) => void
    readonly onTouchStart: (event: TouchEvent) => void
    readonly onTouchMove: (event: TouchEvent) => void
    readonly onTouchEnd: (event: TouchEvent) => void
    readonly onTouchCancel: () => void
  }
}

/** Right click, the menu key, or a long press, where not every browser tells of one. `wants`: not the browser's own menu there. */
export function useContextMenu(wants: (target: EventTarget) => boolean): ContextMenuAsked {
  const [at, setAt] = useState<MenuPoint | null>(null)
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; point: MenuPoint } | null>(null)
  /** The finger that opened the menu rests on it: letting go would choose what is below. */
  const openedByFinger = useRef(false)

  function forget(): void {
    if (press.current) clearTimeout(press.current.timer)
    press.current = null
  }
  useEffect(() => () => clearTimeout(press.current?.timer), [])

  return {
    at,
    trigger: {
      onContextMenu(event) {
        if (event.defaultPrevented || !wants(event.target)) return
        event.preventDefault()
        if (press.current) {
          forget()
          openedByFinger.current = true
        }
        setAt({ x: event.clientX, y: event.clientY })
      },
      onTouchStart({ touches, target }) {
        forget()
        openedByFinger.current = false
        const touch = touches[0]
        if (touches.length !== 1 || !touch || !wants(target)) return
        const point = { x: touch.clientX, y: touch.clientY }
        const timer = setTimeout(() => {
          press.current = null
          openedByFinger.current = true
          setAt(point)
        }, LONG_PRESS_MS)
        press.current = { timer, point }
      },
      onTouchMove({ touches }) {
        const touch = touches[0]
        const point = press.current?.point
        if (!point) return
        if (!touch || Math.hypot(touch.clientX - point.x, touch.clientY - point.y) > STILL_PX) forget()
      },
      onTouchEnd(event) {
        forget()
        if (openedByFinger.current && event.cancelable) event.preventDefault()
        openedByFinger.current = false
      },
      onTouchCancel: forget,
    },
  }
}
