/** What is wanted soon after a chat is on screen, if at all. Whoever shows one of them loads it themselves if it isn't here. */
const PARTS = [
  () => import('../info/info-pane'),
  () => import('../new-chat/new-chat'),
  () => import('../overview/quick-choices'),
  () => import('../search/filter-chips'),
  () => import('../search/overview-results'),
  () => import('../search/chat-search-bar'),
  () => import('../search/date-form'),
  () => import('../select/select-bar'),
]

const LONGEST_WAIT_MS = 2_000

/** Resolves when the browser has nothing to do. Safari can't tell. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS })
    else setTimeout(resolve, LONGEST_WAIT_MS / 10)
  })
}

/** One by one, so that nobody waits for them. One that can't be had is asked for again when it is wanted. */
export async function fetchLater(): Promise<void> {
  for (const part of PARTS) {
    await idle()
    await part().catch(() => {})
  }
}
