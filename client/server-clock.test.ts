import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ServerClock } from './server-clock'

const DAY_MS = 86_400_000
const SERVER_MS = Date.UTC(2026, 0, 1)

/** A device whose clock is ahead by `skewMs`, and the answers it gets. */
function stage(skewMs: number, startMs = SERVER_MS) {
  const saved: unknown[] = []
  const device = { skewMs, trueMs: startMs }
  const clock = new ServerClock({
    environment: { now: () => device.trueMs + device.skewMs },
    save: (kept) => saved.push(kept),
  })
  const ask = (upMs: number, downMs: number): void => {
    const askedAt = device.trueMs + device.skewMs
    const now = new Date(device.trueMs + upMs).toISOString()
    device.trueMs += upMs + downMs
    clock.hear({ now, askedAt, answeredAt: device.trueMs + device.skewMs })
  }
  return { clock, device, saved, ask, errorMs: () => Math.abs(clock.now() - device.trueMs) }
}

it.each([-DAY_MS, -1_000, 0, 1_000, DAY_MS])(
  'knows the server’s time on a device whose clock is off by %d ms',
  (skew) => {
    const { ask, clock, errorMs } = stage(skew)
    ask(40, 60)
    expect(errorMs()).toBeLessThanOrEqual(50)
    expect(Date.parse(clock.instant)).toBe(clock.now())
  },
)

it('goes by the device until the server was heard', () => {
  const { clock, device } = stage(DAY_MS)
  expect(clock.now()).toBe(device.trueMs + DAY_MS)
})

it('is never wrong by more than half of the fastest answer, whatever came later', () => {
  const trips = fc.array(fc.tuple(fc.nat(5_000), fc.nat(5_000)), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(fc.integer({ min: -DAY_MS, max: DAY_MS }), trips, (skew, all) => {
      const { ask, errorMs } = stage(skew)
      let fastest = Number.POSITIVE_INFINITY
      for (const [up, down] of all) {
        ask(up, down)
        fastest = Math.min(fastest, up + down)
        expect(errorMs()).toBeLessThanOrEqual(fastest / 2 + 1)
      }
    }),
  )
})

it('follows a device whose clock is set while it runs', () => {
  const { ask, device, errorMs } = stage(0)
  ask(10, 10)
  for (const skew of [DAY_MS, -DAY_MS, 0]) {
    device.skewMs = skew
    ask(30, 30)
    expect(errorMs()).toBeLessThanOrEqual(30)
  }
})

it('leaves out an answer during which the device’s clock was set back', () => {
  const { clock, ask, errorMs } = stage(0)
  ask(10, 10)
  clock.hear({ now: new Date(SERVER_MS).toISOString(), askedAt: SERVER_MS + DAY_MS, answeredAt: SERVER_MS })
  expect(errorMs()).toBeLessThanOrEqual(10)
})

it('tells screens, and keeps, what is worth it: not every millisecond', () => {
  const { ask, clock, saved } = stage(DAY_MS)
  const told: number[] = []
  clock.offset.subscribe((offset) => told.push(offset))
  for (let count = 0; count < 10; count += 1) ask(count, 10)
  expect([told.length, saved.length]).toEqual([1, 1])
})

it('knows from an earlier run, until it hears better, and unless the clock was set back meanwhile', () => {
  const before = stage(DAY_MS)
  before.ask(5, 5)
  const [kept] = before.saved
  const later = stage(DAY_MS, SERVER_MS + 60_000)
  later.clock.restore(kept)
  expect(later.errorMs()).toBeLessThanOrEqual(5)
  const mended = stage(0, SERVER_MS + 60_000)
  mended.clock.restore(kept)
  expect(mended.errorMs()).toBe(0)
  const heard = stage(0, SERVER_MS + 2 * DAY_MS)
  heard.ask(5, 5)
  heard.clock.restore(kept)
  expect(heard.errorMs()).toBeLessThanOrEqual(5)
  for (const nonsense of [undefined, null, {}, { offsetMs: 'x', at: 1 }]) later.clock.restore(nonsense)
  expect(later.errorMs()).toBeLessThanOrEqual(5)
})
