import { GLIMPSE_KEY } from '@/client/glimpse'
import { ME_KEY, recall } from '@/client/remembered-account'
import type { UserId } from '@/contracts/ids'
import { circumstances } from './circumstances'

/** Empty where pages aren't built, but made as they are asked for. */
export const BUILD = process.env.NEXT_PUBLIC_KITH_BUILD ?? ''

/** In UTF-16 that is twice as many bytes. */
const MOST_CHARS = 100_000

/**
 * @param me whose it is: another account may be signed in here since
 * @param language in which times are written in it
 */
export function keepGlimpse(me: UserId, language: string, html: string): void {
  try {
    const page = { build: BUILD, me: localStorage.getItem(ME_KEY), language }
    const seal = circumstances(page, new Date(), window)
    if (seal === null || recall()?.profile.id !== me || html.length > MOST_CHARS) return
    localStorage.setItem(GLIMPSE_KEY, `${seal}\n${html}`)
  } catch {
    // A full or forbidden storage: the next start is without.
  }
}
