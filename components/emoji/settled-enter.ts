import type { KeyboardEvent } from 'react'

const again = new WeakSet<Event>()

/**
 * The list for new words is made when the browser is idle, and until then is the one before. Enter waits its turn behind
 * that, so that it picks from the list for the words that stand in the field.
 */
export function settledEnter(event: KeyboardEvent<HTMLElement>): void {
  const { target, nativeEvent } = event
  if (event.key !== 'Enter' || nativeEvent.isComposing || again.has(nativeEvent)) return
  if (!(target instanceof HTMLInputElement)) return
  event.preventDefault()
  const pick = () => {
    const later = new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    again.add(later)
    target.dispatchEvent(later)
  }
  // First the words are drawn, which asks for their list.
  window.setTimeout(() => whenIdle(pick))
}

// As the list is made: what is asked for later comes later.
function whenIdle(work: () => void): void {
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(work, { timeout: 100 })
  else window.setTimeout(work, 10)
}
