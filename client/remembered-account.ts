import type { Me } from '@/contracts/dto'
import { forgetGlimpse } from './glimpse'
import { indexedDbStorage } from './storage/indexed-db'
import { createTrpc, refusalOfTrpc } from './trpc'

/** In `localStorage`. */
export const ME_KEY = 'kith.me'

let arrived: Me | null = null

/** Somebody signed in: what another account left here is wiped before anything of it can be shown. */
export async function arrive(): Promise<void> {
  const left = recall()
  const me = await askMe()
  if (!me) return
  if (left && left.profile.id !== me.profile.id) await (await indexedDbStorage(left.profile.id)).wipe()
  remember(me)
  arrived = me
}

/** Who has signed in on this very page: the server has said who it is, and needn't be asked again. Once. */
export function justArrived(): Me | null {
  const me = arrived
  arrived = null
  return me
}

/** Who the server says is signed in. @throws KithError `busy` when it can't be reached */
export async function askMe(): Promise<Me | null> {
  try {
    return await createTrpc({ url: '' }).me.find.query()
  } catch (error) {
    throw refusalOfTrpc(error)
  }
}

/** Who was signed in here last. */
export function recall(): Me | null {
  try {
    const stored = localStorage.getItem(ME_KEY)
    return stored === null ? null : (JSON.parse(stored) as Me)
  } catch {
    return null
  }
}

export function remember(me: Me): void {
  forgetGlimpse()
  try {
    localStorage.setItem(ME_KEY, JSON.stringify(me))
  } catch {
    // A private window without storage: the server is asked the next time.
  }
}

export function forget(): void {
  forgetGlimpse()
  try {
    localStorage.removeItem(ME_KEY)
  } catch {
    // Nothing was kept.
  }
}
