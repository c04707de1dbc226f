import { toast } from 'sonner'
import { hasUnkept } from './unkept'

const RELOADED_KEY = 'kith.reloadedAt'
/** A reload that didn't mend it isn't tried again by itself. */
const ONCE_IN_MS = 60_000
const TOAST = { id: 'missing-part', duration: Number.POSITIVE_INFINITY, dismissible: true } as const

/**
 * A part of the app couldn't be loaded though the server is there: it was built anew, and has it no more. Only a new page
 * helps: it is loaded at once where nothing is lost by that, else when the person wants.
 */
export async function mendMissingPart(): Promise<void> {
  if (!(await isReachable())) return
  if (hasUnkept() || reloadedLately()) ask('Kith has a new version.')
  else reload()
}

/** By something small that the service worker doesn't keep. */
const isReachable = (): Promise<boolean> =>
  fetch('/manifest.webmanifest', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  )

function ask(words: string): void {
  toast(words, { ...TOAST, action: { label: 'Reload', onClick: reload } })
}

function reload(): void {
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
