import type { KeyboardEvent } from 'react'

/**
 * Knows whether the picker's list is the one for the words in its search. The picker makes it when the browser is idle,
 * and reads all emoji for that: this is the sign, as it gives no other.
 */
export class ListWatch {
  #made = true
  #waiting: (() => void) | null = null
  #pressing = false

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

  /** Before the picker: Enter behind words waits for their list. */
  onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, nativeEvent } = event
    if (event.key !== 'Enter' || nativeEvent.isComposing || this.#pressing) return
    if (!(target instanceof HTMLInputElement) || target.value === '') return
    event.preventDefault()
    const pick = () => this.#pick(target)
    if (this.#made) pick()
    else this.#waiting = pick
  }

  /** The picker forgets what is chosen when the focus was elsewhere for a moment: then the first one is. */
  #pick(field: HTMLInputElement): void {
    if (this.#press(field, 'Enter')) return
    this.#press(field, 'ArrowDown')
    this.#press(field, 'Enter')
  }

  /** Whether it did anything. */
  #press(field: HTMLInputElement, key: string): boolean {
    const event = new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    this.#pressing = true
    field.dispatchEvent(event)
    this.#pressing = false
    return event.defaultPrevented
  }
}
