import { readyToFormat } from './format-time'

let asked = false

/**
 * Makes what formats times before a chat is drawn, and most of it off the page's own thread: a browser's first `Intl` takes
 * longer than drawing a chat does, and whatever thread has it first has it for all.
 */
export function formatsAhead(): void {
  if (asked || typeof Worker === 'undefined') return
  asked = true
  try {
    new Worker('/formats.js').onmessage = readyToFormat
  } catch {
    // Refused: each is made when it is first wanted.
  }
}
