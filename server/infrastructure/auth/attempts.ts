import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AttemptKind, Attempts } from '@/server/application/ports'
import { KithError } from '@/server/domain/errors'

interface Rule {
  readonly limiter: RateLimiterMemory
  key(address: string, subject: string): string
}

const MINUTE_S = 60
const byAddress = (address: string): string => address
const bySubject = (_: string, subject: string): string => subject
const byBoth = (address: string, subject: string): string => `${address} ${subject}`

/** Counted in this process's memory: several web processes each allow as much. */
export function attemptsInMemory(): Attempts {
  const rules: Record<AttemptKind, readonly Rule[]> = {
    'sign-in': [
      rule(10, 15 * MINUTE_S, byBoth),
      rule(300, 15 * MINUTE_S, byAddress),
      // High, as strangers could otherwise lock somebody out.
      rule(200, 60 * MINUTE_S, bySubject),
    ],
    'sign-up': [rule(1_000, 60 * MINUTE_S, byAddress)],
    password: [rule(10, 15 * MINUTE_S, bySubject)],
    notification: [rule(10, 15 * MINUTE_S, bySubject)],
  }
  return {
    async begin(kind, address, subject) {
      for (const { limiter, key } of rules[kind]) {
        await limiter.consume(key(address, subject)).catch(refuse)
      }
    },
    async succeeded(kind, address, subject) {
      await Promise.all(rules[kind].map(({ limiter, key }) => limiter.reward(key(address, subject))))
    },
  }
}

const rule = (points: number, duration: number, key: Rule['key']): Rule => ({
  limiter: new RateLimiterMemory({ points, duration }),
  key,
})

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason
  throw new KithError('rate_limited', `Too many attempts. Try again in ${inWords(reason.msBeforeNext)}.`)
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`
}
