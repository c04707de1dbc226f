import { decode } from 'next-auth/jwt'

/** How many are remembered, and for how long. */
const MOST = 20_000
const REMEMBERED_MS = 10 * 60_000

interface Known {
  readonly claim: Readonly<Record<string, unknown>>
  readonly until: number
}

/**
 * What tokens claim, null where it isn't ours. A browser sends the same one with every request, and opening it derives a key
 * each time: that took as long as most procedures do. Whether the session holds still is asked of the database every time.
 */
export function readingClaims(now: () => number = Date.now) {
  const known = new Map<string, Known>()
  return async (token: string, key: string): Promise<Known['claim'] | null> => {
    const name = `${key} ${token}`
    const found = known.get(name)
    if (found && found.until > now()) return found.claim
    known.delete(name)
    const claim = await decode({ token, secret: key }).catch(() => null)
    if (claim === null) return null
    if (known.size >= MOST) for (const oldest of known.keys()) if (known.delete(oldest)) break
    known.set(name, { claim, until: Math.min(now() + REMEMBERED_MS, endOf(claim)) })
    return claim
  }
}

const endOf = ({ exp }: Known['claim']): number => (typeof exp === 'number' ? exp * 1_000 : Number.POSITIVE_INFINITY)
