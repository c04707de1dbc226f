import { parts } from './part'

const LONGEST_WAIT_MS = 2_000

/** Resolves when the browser has nothing to do. Safari can't tell. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT_MS })
    else setTimeout(resolve, LONGEST_WAIT_MS / 10)
  })
}

let underWay: Promise<void> | null = null

/**
 * Fetches every part, one by one so that nobody waits for them: from then on each opens without a network, and after the
 * server has another build. Resolves when all are here, or when one couldn't be had: then it is to be called again.
 */
export function fetchParts(): Promise<void> {
  underWay ??= fetchAll().finally(() => {
    underWay = null
  })
  return underWay
}

async function fetchAll(): Promise<void> {
  // What is fetched may add to them.
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]
    if (!part || part.current() !== null) continue
    await idle()
    if (!navigator.onLine && !navigator.serviceWorker?.controller) return
    try {
      await part.load()
    } catch {
      return
    }
  }
  document.documentElement.dataset.parts = 'all'
}
