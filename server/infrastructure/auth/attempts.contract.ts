import { beforeEach, describe, expect, it } from 'vitest'
import type { Attempts } from '@/server/application/account-ports'
import { type AttemptCounts, limitAttempts } from './attempts'

/** `open` answers counts without any. */
export function describeAttempts(name: string, open: () => AttemptCounts | Promise<AttemptCounts>): void {
  describe(`Attempts counted by ${name}`, () => {
    let attempts: Attempts
    beforeEach(async () => {
      attempts = limitAttempts(await open())
    })
    const fail = async (times: number, address: string, subject: (at: number) => string) => {
      for (let at = 0; at < times; at++) await attempts.begin('sign-in', address, subject(at))
    }

    it('end for an address and a userName after ten that failed, and for nobody else', async () => {
      await fail(10, '1.1.1.1', () => 'ana')
      await expect(attempts.begin('sign-in', '1.1.1.1', 'ana')).rejects.toMatchObject({
        code: 'rate_limited',
        message: expect.stringMatching(/^Too many attempts\. Try again in 15 minutes\.$/),
      })
      await attempts.begin('sign-in', '1.1.1.1', 'bea')
      await attempts.begin('sign-in', '2.2.2.2', 'ana')
    })

    it('that succeed do not count', async () => {
      for (let at = 0; at < 400; at++) {
        await attempts.begin('sign-in', '1.1.1.1', 'ana')
        await attempts.succeeded('sign-in', '1.1.1.1', 'ana')
      }
    })

    it('count while they are under way', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, () => attempts.begin('sign-in', '1.1.1.1', 'ana')),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    })

    it('end for an address that tries one userName after another', async () => {
      await fail(300, '1.1.1.1', (at) => `user${at}`)
      await expect(attempts.begin('sign-in', '1.1.1.1', 'another')).rejects.toMatchObject({ code: 'rate_limited' })
    })

    it('hold whichever process they come to', async () => {
      const counts = await open()
      const processes = [limitAttempts(counts), limitAttempts(counts)]
      for (let at = 0; at < 10; at++) await processes[at % 2]?.begin('sign-in', '3.3.3.3', 'ana')
      for (const one of processes) {
        await expect(one.begin('sign-in', '3.3.3.3', 'ana')).rejects.toMatchObject({
          code: 'rate_limited',
          retryAfterMs: expect.any(Number),
        })
      }
    })
  })
}
