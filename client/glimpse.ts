/** Where a glimpse of the chat that was open is kept (components/glimpse): there is one in this browser, or none. */
export const GLIMPSE_KEY = 'kith.glimpse'

/** What was in sight may not be what is here any more. */
export function forgetGlimpse(): void {
  try {
    localStorage.removeItem(GLIMPSE_KEY)
  } catch {
    // Nothing was kept.
  }
}
