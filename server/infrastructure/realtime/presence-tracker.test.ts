import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PresenceTracker } from './presence-tracker'

const input = { visible: true, input: true }

/** What would be stored and told at `now`, taken as done. */
function take(tracker: PresenceTracker, now: number) {
  const { reports, flipped, done } = tracker.changes(now)
  done()
  return { reports, flipped }
}

describe('a gateway’s presence', () => {
  it('flips once when a user gives input, and once when they stop', () => {
    const tracker = new PresenceTracker()
    tracker.report('1', 'a', input, 1_000)
    expect(take(tracker, 1_000)).toEqual({ reports: [{ userId: '1', onlineForMs: 120_000 }], flipped: ['1'] })
    expect(take(tracker, 2_000)).toEqual({ reports: [], flipped: [] })
    expect(take(tracker, 121_000)).toEqual({ reports: [{ userId: '1', onlineForMs: 0 }], flipped: ['1'] })
    expect(take(tracker, 122_000)).toEqual({ reports: [], flipped: [] })
  })

  it('is said again until it was stored', () => {
    const tracker = new PresenceTracker()
    tracker.report('1', 'a', input, 1_000)
    tracker.changes(1_000)
    expect(tracker.changes(2_000).flipped).toEqual(['1'])
  })

  it('is stored rarely while somebody goes on giving input', () => {
    const tracker = new PresenceTracker()
    let stored = 0
    for (let now = 0; now < 600_000; now += 1_000) {
      tracker.report('1', 'a', input, now)
      stored += take(tracker, now).reports.length
    }
    expect(stored).toBeLessThan(10)
  })

  it('lasts over a reload', () => {
    const tracker = new PresenceTracker()
    tracker.report('1', 'a', input, 1_000)
    take(tracker, 1_000)
    tracker.leave('1', 'a', 2_000)
    expect(take(tracker, 3_000).flipped).toEqual([])
    tracker.report('1', 'b', { visible: true, input: false }, 4_000)
    expect(take(tracker, 30_000).flipped).toEqual([])
  })

  it('ends a few seconds after the last connection has gone', () => {
    const tracker = new PresenceTracker()
    tracker.report('1', 'a', input, 1_000)
    take(tracker, 1_000)
    tracker.leave('1', 'a', 2_000)
    expect(take(tracker, 5_999).flipped).toEqual([])
    expect(take(tracker, 6_001)).toEqual({ reports: [{ userId: '1', onlineForMs: 0 }], flipped: ['1'] })
  })

  it('is stored again after what was stored is gone', () => {
    const tracker = new PresenceTracker()
    tracker.report('1', 'a', input, 1_000)
    take(tracker, 1_000)
    tracker.forgetStored()
    expect(take(tracker, 2_000)).toEqual({ reports: [{ userId: '1', onlineForMs: 119_000 }], flipped: [] })
  })

  it('never lets what is stored end before what is known, nor flips without a change', () => {
    const step = fc.record({
      socket: fc.constantFrom('a', 'b', 'c'),
      does: fc.constantFrom('input', 'hide', 'idle', 'leave'),
      after: fc.integer({ min: 0, max: 40_000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const tracker = new PresenceTracker()
        let online = false
        let storedUntil = 0
        let lastInputAt = Number.NEGATIVE_INFINITY
        let now = 1_000_000
        const sweep = (): void => {
          const { reports, flipped } = take(tracker, now)
          for (const { onlineForMs } of reports) storedUntil = now + onlineForMs
          if (flipped.length > 0) online = !online
          expect(storedUntil > now).toBe(online)
          if (online) expect(now - lastInputAt).toBeLessThanOrEqual(120_000)
        }
        for (const { socket, does, after } of steps) {
          for (const until = now + after; now < until; now += 1_000) sweep()
          if (does === 'leave') tracker.leave('1', socket, now)
          else tracker.report('1', socket, { visible: does !== 'hide', input: does === 'input' }, now)
          // Coming back to the app counts as input; only a hidden app can be come back to.
          if (does === 'input' || does === 'idle') lastInputAt = now
          sweep()
        }
        for (let second = 0; second < 200; second++, now += 1_000) sweep()
        expect(online).toBe(false)
      }),
    )
  })
})
