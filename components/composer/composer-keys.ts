import type { KeyboardEvent } from 'react'
import type { Writing } from './use-writing'

export const finePointer = (): boolean => window.matchMedia('(hover: hover) and (pointer: fine)').matches

/** Up in an empty field edits my last message; with Alt, or where that can't be, it goes to the messages. */
export function composerKeys(event: KeyboardEvent<HTMLTextAreaElement>, writing: Writing, submit: () => void): void {
  const history = document.querySelector<HTMLElement>('[data-history]')
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey && finePointer()) {
    event.preventDefault()
    submit()
  } else if (event.key === 'Escape') {
    if (writing.cancel()) event.preventDefault()
  } else if (event.key === 'ArrowUp' && writing.text === '') {
    event.preventDefault()
    if (!event.altKey && writing.intent === null && writing.editLast()) return
    history?.querySelector<HTMLElement>('[data-message]:nth-last-child(1 of [data-message])')?.focus()
  } else if (event.key === 'PageUp' || event.key === 'PageDown') {
    event.preventDefault()
    history?.scrollBy({ top: history.clientHeight * (event.key === 'PageUp' ? -0.9 : 0.9) })
  }
}
