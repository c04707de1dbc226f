'use client'

let follow: (() => boolean) | null = null

/**
 * Drawn with every page, so that it listens before Next does: of a window's listeners Chromium calls whoever came first, not who
 * captures.
 */
if (typeof window !== 'undefined') {
  window.addEventListener('popstate', (event) => follow?.() && event.stopImmediatePropagation(), { capture: true })
}

/** Who follows steps back and forward in Next's stead, and answers whether it does. Null: nobody. */
export function followSteps(by: (() => boolean) | null): void {
  follow = by
}

export function Steps(): null {
  return null
}
