import { describe, expect, it } from 'vitest'
import { type Activity, afterReport, onlineUntil, onlineUntilAfterLeaving } from './presence'

const NOW = 1_000_000
const visible = (activeAt: number | null): Activity => ({ visible: true, activeAt })
const hidden = (activeAt: number | null): Activity => ({ visible: false, activeAt })

describe('presence', () => {
  it('lasts 20 s after input when the app is not on screen', () => {
    expect(onlineUntil(afterReport(null, { visible: false, input: true }, NOW, null))).toBe(NOW + 20_000)
  })

  it('lasts two minutes after input while the app is on screen', () => {
    expect(onlineUntil(afterReport(null, { visible: true, input: true }, NOW, null))).toBe(NOW + 120_000)
  })

  it('starts with a return to the app', () => {
    expect(afterReport(hidden(null), { visible: true, input: false }, NOW, null)).toEqual(visible(NOW))
  })

  it('does not start with an app that connects by itself', () => {
    expect(onlineUntil(afterReport(null, { visible: true, input: false }, NOW, null))).toBe(0)
  })

  it('goes on from the last input when a connection is replaced', () => {
    const activity = afterReport(null, { visible: true, input: false }, NOW, NOW - 50_000)
    expect(onlineUntil(activity)).toBe(NOW + 70_000)
  })

  it('is not prolonged by reports without input', () => {
    expect(afterReport(visible(NOW - 5_000), { visible: true, input: false }, NOW, NOW - 1_000)).toEqual(
      visible(NOW - 5_000),
    )
  })

  it('shrinks to 20 s after input when the app goes off screen', () => {
    expect(onlineUntil(afterReport(visible(NOW - 5_000), { visible: false, input: false }, NOW, null))).toBe(
      NOW + 15_000,
    )
  })

  it('ends a few seconds after the connection has gone, and not later than without that', () => {
    expect(onlineUntilAfterLeaving(visible(NOW - 1_000), NOW)).toBe(NOW + 4_000)
    expect(onlineUntilAfterLeaving(hidden(NOW - 19_000), NOW)).toBe(NOW + 1_000)
  })
})
