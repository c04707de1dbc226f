'use client'

import { useEffect, useState } from 'react'
import type { TooltipSide } from './tooltip-host'

interface Pointed {
  readonly element: HTMLElement
  readonly side: TooltipSide
  readonly words: string
}

/** How long one rests on something before it is explained. */
const DELAY_MS = 500
/** Neighbours are explained at once within this of the last. */
const AT_ONCE_MS = 400

/** What is to be explained now, and how to stop that. */
export function useTooltip(): [Pointed | null, () => void] {
  const [pointed, setPointed] = useState<Pointed | null>(null)
  useEffect(() => {
    let under: HTMLElement | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    let closedAt = Number.NEGATIVE_INFINITY
    let shown = false

    function show(element: HTMLElement): void {
      shown = true
      setPointed(pointedAt(element))
    }
    function close(): void {
      if (timer) clearTimeout(timer)
      timer = null
      if (!shown) return
      shown = false
      closedAt = performance.now()
      setPointed(null)
    }
    const over = ({ target, pointerType }: PointerEvent) => {
      const element = pointerType === 'touch' ? null : explained(target)
      if (element === under) return
      under = element
      close()
      if (!element) return
      if (performance.now() - closedAt < AT_ONCE_MS && !isOpen(element)) show(element)
      else timer = setTimeout(() => element.isConnected && !isOpen(element) && show(element), DELAY_MS)
    }
    const focus = ({ target }: FocusEvent) => {
      const element = explained(target)
      close()
      if (element === target && element?.matches(':focus-visible')) show(element)
    }
    const listeners = new AbortController()
    const options = { capture: true, signal: listeners.signal }
    document.addEventListener('pointerover', over, options)
    document.addEventListener('focusin', focus, options)
    for (const kind of ['keydown', 'focusout', 'pointerdown', 'scroll', 'wheel'] as const) {
      document.addEventListener(kind, close, { ...options, passive: true })
    }
    document.documentElement.addEventListener('pointerleave', close, { signal: listeners.signal })
    return () => {
      listeners.abort()
      if (timer) clearTimeout(timer)
    }
  }, [])
  return [pointed, () => setPointed(null)]
}

const explained = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null

/** What it opens has been opened: nothing is left to explain. */
const isOpen = (element: HTMLElement): boolean => element.getAttribute('aria-expanded') === 'true'

const pointedAt = (element: HTMLElement): Pointed => ({
  element,
  side: (element.dataset.tooltip ?? 'bottom') as TooltipSide,
  words: element.dataset.tooltipWords ?? element.getAttribute('aria-label') ?? '',
})
