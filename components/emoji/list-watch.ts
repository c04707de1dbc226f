import type { KeyboardEvent } from 'react'

/**
 * Knows whether the picker's list is the one for the words in its search. The picker makes it when the browser is idle,
 * and reads all emoji for that: this is the sign, as it gives no other.
 */
export class ListWatch {
  #made = true
  #waiting: (() => void) | null = null

  wordsChanged(): void {
    this.#made = false
    this.#waiting = null
  }

  /** All emoji are being read. */
  read(): void {
    this.#made = true
    const work = this.#waiting
    this.#waiting = null
    // The list is there once the picker has done what it reads for.
    if (work) queueMicrotask(work)
  }

  /** Before the picker: Enter waits for the list that it picks from. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, nativeEvent } = event
    if (event.key !== 'Enter' || nativeEvent.isComposing || this.#made) return
    event.preventDefault()
    this.#waiting = () =>
      target.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  }
}
