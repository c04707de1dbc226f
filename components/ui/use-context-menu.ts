'use client'

import { type MouseEvent, type PointerEvent, type TouchEvent, useEffect, useRef, useState } from 'react'

/** Where a menu is asked for, in px of the window: another object each time. */
export interface MenuPoint {
  readonly x: number
  readonly y: number
}

const LONG_PRESS_MS = 500
/** A finger that goes further is scrolling. */
const STILL_PX = 10

interface ContextMenuAsked<T> {
  /** Null: nobody has asked. */
  readonly at: MenuPoint | null
  /** What it is of: where it was asked for, or what was pressed since. */
  readonly of: T | null
  readonly trigger: {
    readonly onPointerDownCapture: (event: PointerEvent) => void
    readonly onContextMenu: (event: MouseEvent) => void
    readonly onTouchStart: (event: TouchEvent) => void
    readonly onTouchMove: (event: TouchEvent) => void
    readonly onTouchEnd: (event: TouchEvent) => void
    readonly onTouchCancel: () => void
  }
}

/**
 * Right click, the menu key, or a long press, where not every browser tells of one. `find`: what the menu is of there; null:
 * the browser's own.
 */
export function useContextMenu<T>(find: (target: EventTarget) => T | null): ContextMenuAsked<T> {
  const [at, setAt] = useState<MenuPoint | null>(null)
  const [of, setOf] = useState<T | null>(null)
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; point: MenuPoint } | null>(null)
  /** The finger that opened the menu rests on it: letting go would choose what is below. */
  const openedByFinger = useRef(false)

  function forget(): void {
    if (press.current) clearTimeout(press.current.timer)
    press.current = null
  }
  function ask(point: MenuPoint, found: T): void {
    setAt(point)
    setOf(found)
  }
  useEffect(() => () => clearTimeout(press.current?.timer), [])

  return {
    at,
    of,
    trigger: {
      onPointerDownCapture({ target }) {
        // A press draws nothing anew where no menu was.
        if (of !== null) setOf(find(target))
      },
      onContextMenu(event) {
        const found = event.defaultPrevented ? null : find(event.target)
        if (found === null) return
        event.preventDefault()
        if (press.current) {
          forget()
          openedByFinger.current = true
        }
        ask({ x: event.clientX, y: event.clientY }, found)
      },
      onTouchStart({ touches, target }) {
        forget()
        openedByFinger.current = false
        const touch = touches[0]
        const found = touches.length === 1 ? find(target) : null
        if (!touch || found === null) return
        const point = { x: touch.clientX, y: touch.clientY }
        const timer = setTimeout(() => {
          press.current = null
          openedByFinger.current = true
          ask(point, found)
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
