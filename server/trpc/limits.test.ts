import { describe, expect, it } from 'vitest'
import type { UseCases } from '@/server/application/use-cases'
import { Limits } from '@/server/infrastructure/rates/limits'
import { appRouter, createCaller } from './app-router'
import { NO_RATE, PROCEDURE_RATES } from './procedure-rates'

const ADDRESS = '1.1.1.1'
const ana = { userId: '1', sessionId: '10' }
const names = Object.keys(appRouter._def.procedures) as (keyof typeof PROCEDURE_RATES)[]

/** Whatever is asked of it, it was reached. */
const reached = new Proxy({} as UseCases, {
  get: () => () => {
    throw new Error('reached')
  },
})

const stand = () => ({ limits: new Limits(PROCEDURE_RATES, NO_RATE, () => 0) })

function call(name: string, limits: Limits, actor: typeof ana | null = ana, address = ADDRESS): Promise<unknown> {
  const procedure = name
    .split('.')
    .reduce<unknown>(
      (at, part) => (at as Record<string, unknown>)[part],
      createCaller({ actor, address, useCases: reached, limits }),
    )
  return (procedure as (input: unknown) => Promise<unknown>)(undefined)
}

const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => undefined,
    (error: { cause?: { code?: unknown } }) => error.cause?.code,
  )

describe('every procedure', () => {
  it('has a rate, and no rate is for a procedure that isn’t there', () => {
    expect(Object.keys(PROCEDURE_RATES).sort()).toEqual([...names].sort())
  })

  it.each(names)(
    '%s is refused with when to ask again, before anything is read, and to others it isn’t',
    async (name) => {
      const { limits } = stand()
      for (let n = 0; n < PROCEDURE_RATES[name].burst; n++) {
        expect(await codeOf(call(name, limits))).not.toBe('rate_limited')
      }
      await expect(call(name, limits)).rejects.toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        cause: { code: 'rate_limited', retryAfterMs: expect.any(Number), message: expect.stringMatching(/[.!?]$/) },
      })
      expect(await codeOf(call(name, limits, { userId: '2', sessionId: '20' }))).not.toBe('rate_limited')
    },
  )

  it('that has no rate is refused altogether', () => {
    expect(() => stand().limits.take('some.thing', { actor: ana, address: ADDRESS })).toThrow(
      expect.objectContaining({ code: 'rate_limited' }),
    )
  })
})
