import { cell, put } from '@/client/cell'
import { hasUnkept } from './unkept'

const RELOADED_KEY = 'kith.reloadedAt'
/** A reload that didn't mend it isn't tried again by itself. */
const ONCE_IN_MS = 60_000

/** Whether the person is asked to reload: what else says things in passing may be missing, too. */
export const reloadAsked = cell(false)

/**
 * A part of the app couldn't be loaded though the server is there: it was built anew, and has it no more. Only a new page
 * helps: it is loaded at once where nothing is lost by that, else when the person wants. Who was asked decides: another part
 * that is missing, like a tooltip's, doesn't reload what they have just finished.
 */
export async function mendMissingPart(): Promise<void> {
  if (!(await isReachable())) return
  if (reloadAsked.getState() || hasUnkept() || reloadedLately()) put(reloadAsked, true)
  else reload()
}

/** By something small that the service worker doesn't keep. */
const isReachable = (): Promise<boolean> =>
  fetch('/manifest.webmanifest', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  )

export function reload(): void {
  try {
    sessionStorage.setItem(RELOADED_KEY, String(Date.now()))
  } catch {
    // A private window without storage.
  }
  window.location.reload()
}

/** Where nothing can be remembered, too: it would never end. */
function reloadedLately(): boolean {
  try {
    return Date.now() - Number(sessionStorage.getItem(RELOADED_KEY)) < ONCE_IN_MS
  } catch {
    return true
  }
}
