import type { Draft } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { KeptDrafts } from './drafts-kept'
import { forgetGlimpse } from './glimpse'

const PREFIX = 'kith.draft.'
/** Drafts that an earlier Kith kept were texts without a time: older than any other. */
const LONG_AGO = new Date(0).toISOString()

/** Drafts of one account in this browser. */
export function browserDrafts(me: UserId): KeptDrafts {
  const prefix = `${PREFIX}${me}.`
  return {
    all: () => keysOf(prefix).flatMap((key) => [[key.slice(prefix.length), parsed(localStorage.getItem(key) ?? '')]]),
    put(id, draft) {
      forgetGlimpse()
      try {
        if (draft) localStorage.setItem(prefix + id, JSON.stringify(draft))
        else localStorage.removeItem(prefix + id)
      } catch {
        // A full or forbidden storage: the draft lives as long as the page.
      }
    },
  }
}

/** All accounts'. */
export function forgetBrowserDrafts(): void {
  for (const key of keysOf(PREFIX)) localStorage.removeItem(key)
}

function keysOf(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

function parsed(stored: string): Draft {
  try {
    const { text, replyTo, at } = JSON.parse(stored) as Partial<Draft>
    if (typeof text === 'string' && typeof at === 'string') return { text, replyTo: replyTo ?? null, at }
  } catch {
    // Not JSON: a text.
  }
  return { text: stored, replyTo: null, at: LONG_AGO }
}
