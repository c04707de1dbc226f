import { expect, it } from 'vitest'
import { Limits } from './limits'

const RATE = { burst: 3, perSecond: 1 }

function stand() {
  const clock = { now: 0 }
  const limits = new Limits({ read: RATE, write: RATE }, { burst: 1, perSecond: 1 }, () => clock.now)
  /** How many of `tries` are let through. */
  const through = (tries: number, kind: string, userId: string | null, sessionId: string, address = '1.1.1.1') => {
    let count = 0
    for (let n = 0; n < tries; n++) {
      try {
        limits.take(kind, { actor: userId === null ? null : { userId, sessionId }, address })
        count += 1
      } catch {}
    }
    return count
  }
  return { clock, limits, through }
}

it('hold for a session, each kind for itself', () => {
  const { through } = stand()
  expect(through(10, 'read', '1', '10')).toBe(3)
  expect(through(10, 'write', '1', '10')).toBe(3)
  expect(through(10, 'read', '1', '11')).toBe(3)
})

it('hold for a user, however many sessions they have', () => {
  const { through } = stand()
  let all = 0
  for (let session = 0; session < 50; session++) all += through(10, 'read', '1', `${session}`)
  expect(all).toBe(12)
  expect(through(10, 'read', '2', '900')).toBe(3)
})

it('hold for an address, whoever asks from there, less for who isn’t signed in', () => {
  const { through } = stand()
  let all = 0
  for (let user = 0; user < 1_500; user++) all += through(10, 'read', `${user}`, `${user}`)
  expect(all).toBe(3_000)
  expect(through(1_000, 'read', null, '')).toBe(300)
  expect(through(10, 'read', null, '', '2.2.2.2')).toBe(10)
})

it('say when to ask again, and let through then', () => {
  const { clock, limits, through } = stand()
  through(3, 'read', '1', '10')
  const asker = { actor: { userId: '1', sessionId: '10' }, address: '1.1.1.1' }
  expect(() => limits.take('read', asker)).toThrow(
    expect.objectContaining({
      code: 'rate_limited',
      retryAfterMs: 1_000,
      message: expect.stringMatching(/a moment\.$/),
    }),
  )
  clock.now = 999
  expect(through(1, 'read', '1', '10')).toBe(0)
  clock.now = 1_000
  expect(through(2, 'read', '1', '10')).toBe(1)
})

it('share one rate among all kinds that are not known', () => {
  const { through } = stand()
  expect(['a', 'b', '__proto__'].map((kind) => through(1, kind, '1', '10'))).toEqual([1, 0, 0])
})

it('hold on after what is full was forgotten', () => {
  const { clock, through } = stand()
  through(3, 'read', '1', '10')
  clock.now = 61_000
  expect(through(10, 'read', '1', '10')).toBe(3)
  expect(through(10, 'read', '1', '10')).toBe(0)
})
