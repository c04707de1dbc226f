import type { AttemptKind, Attempts } from '@/server/application/account-ports'
import { KithError } from '@/server/domain/errors'

/** Counts by key, each for some time from its first. */
export interface AttemptCounts {
  /** One more. Answers how many there are now, and when they end to count. */
  add(key: string, forSeconds: number): Promise<{ readonly count: number; readonly leftMs: number }>
  /** One less. */
  takeBack(key: string): Promise<void>
}

interface Rule {
  readonly most: number
  readonly seconds: number
  key(address: string, subject: string): string
}

const MINUTE_S = 60
const byAddress = (address: string): string => `address ${address}`
const bySubject = (_: string, subject: string): string => `subject ${subject}`
const byBoth = (address: string, subject: string): string => `both ${address} ${subject}`

const RULES: Readonly<Record<AttemptKind, readonly Rule[]>> = {
  'sign-in': [
    { most: 10, seconds: 15 * MINUTE_S, key: byBoth },
    { most: 300, seconds: 15 * MINUTE_S, key: byAddress },
    // High, as strangers could otherwise lock somebody out.
    { most: 200, seconds: 60 * MINUTE_S, key: bySubject },
  ],
  'sign-up': [{ most: 1_000, seconds: 60 * MINUTE_S, key: byAddress }],
  password: [{ most: 10, seconds: 15 * MINUTE_S, key: bySubject }],
  notification: [{ most: 10, seconds: 15 * MINUTE_S, key: bySubject }],
  export: [{ most: 5, seconds: 60 * MINUTE_S, key: bySubject }],
}

export function limitAttempts(counts: AttemptCounts): Attempts {
  return {
    async begin(kind, address, subject) {
      for (const { most, seconds, key } of RULES[kind]) {
        const { count, leftMs } = await counts.add(`${kind} ${key(address, subject)}`, seconds)
        if (count > most) throw tooMany(leftMs)
      }
    },
    async succeeded(kind, address, subject) {
      for (const { key } of RULES[kind]) await counts.takeBack(`${kind} ${key(address, subject)}`)
    },
  }
}

const tooMany = (leftMs: number): KithError =>
  new KithError('rate_limited', `Too many attempts. Try again in ${inWords(leftMs)}.`, leftMs)

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`
}
