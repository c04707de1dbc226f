import type { KithClient } from './kith'

const CHECK_MS = 4_000
const INPUTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Tells the client what the browser knows: the network, sleep, what is on screen, and that a person is there. */
export function followBrowser(client: Pick<KithClient, 'wake' | 'activity'>): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const visible = (): boolean => document.visibilityState === 'visible'
  const wake = (): void => client.wake()
  window.addEventListener('online', wake, { signal })
  window.addEventListener('offline', wake, { signal })
  window.addEventListener('pageshow', (event) => event.persisted && wake(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      client.activity({ visible: visible(), input: visible() })
      if (visible()) wake()
    },
    { signal },
  )
  for (const input of INPUTS)
    window.addEventListener(input, () => client.activity({ visible: visible(), input: true }), {
      signal,
      passive: true,
      capture: true,
    })
  // A clock that jumped: the machine slept, and nobody said so.
  let checkedAt = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    if (now - checkedAt > CHECK_MS * 2.5 && visible()) wake()
    checkedAt = now
  }, CHECK_MS)
  client.activity({ visible: visible(), input: visible() })
  return () => {
    ended.abort()
    clearInterval(timer)
  }
}
