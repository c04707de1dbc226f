/** React passes by elements in the body that it doesn't know. */
export const GLIMPSE = 'kith-glimpse'

/** What it stood for is on screen. */
export function takeGlimpseAway(): void {
  document.querySelector(GLIMPSE)?.remove()
}
