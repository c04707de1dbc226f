import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { KithError } from '@/server/domain/errors'
import { hedged } from './hedged'
import { unreachable } from './refusal'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('takes the answer of a second request when the first is silent', async () => {
  let asked = 0
  const answer = hedged(() => (++asked === 1 ? new Promise<number>(() => {}) : Promise.resolve(asked)), {
    firstMs: 500,
    max: 3,
  })
  await vi.advanceTimersByTimeAsync(500)
  expect(await answer).toBe(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toBe(2)
})

it('fails at once when the server refuses, or nothing else is out', async () => {
  let asked = 0
  const refused = hedged(
    async () => {
      asked += 1
      throw asked === 1 ? new KithError('not_found', 'Nothing here.') : unreachable()
    },
    { firstMs: 500, max: 3 },
  )
  await expect(refused).rejects.toMatchObject({ code: 'not_found' })
  await expect(hedged(() => Promise.reject(unreachable()), { firstMs: 500, max: 3 })).rejects.toMatchObject({
    code: 'busy',
  })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked).toBe(1)
})

it('asks again ever later', async () => {
  const at: number[] = []
  const start = Date.now()
  const answer = hedged(
    () => {
      at.push(Date.now() - start)
      return at.length === 4 ? Promise.resolve('here') : new Promise<string>(() => {})
    },
    { firstMs: 400, max: 6 },
  )
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await answer).toBe('here')
  expect(at).toEqual([0, 400, 1_200, 2_800])
})
