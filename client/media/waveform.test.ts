import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeWaveform, encodeWaveform, fewerBars, WAVEFORM_BARS, WAVEFORM_MAX, waveformOf } from './waveform'

describe('a waveform', () => {
  it('has its bars within bounds whatever was recorded', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { maxLength: 500 }), (samples) => {
        const bars = waveformOf(samples)
        expect(bars).toHaveLength(WAVEFORM_BARS)
        for (const bar of bars) expect(Number.isInteger(bar) && bar >= 0 && bar <= WAVEFORM_MAX).toBe(true)
      }),
    )
  })

  it('shows every sample in some bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat(), (length, at) => {
        const samples = new Float32Array(length)
        samples[at % length] = -1
        expect(Math.max(...waveformOf(samples))).toBe(WAVEFORM_MAX)
      }),
    )
  })

  it('follows loud and quiet parts in time', () => {
    const bars = waveformOf(Float32Array.from({ length: 6_400 }, (_, i) => (i < 3_200 ? 0.02 : 0.5) * Math.sin(i)))
    expect(bars[10]).toBeLessThan(8)
    expect(bars[50]).toBeGreaterThan(WAVEFORM_MAX - 2)
  })

  it('is flat for silence, and stays low for a hiss', () => {
    expect(waveformOf([])).toEqual(Array(WAVEFORM_BARS).fill(0))
    expect(Math.max(...waveformOf(Array(1_000).fill(0.001)))).toBeLessThan(5)
  })

  it('arrives as it was sent, and flat when it is no waveform', () => {
    fc.assert(
      fc.property(fc.array(fc.float()), (samples) => {
        const bars = waveformOf(samples)
        expect(decodeWaveform(encodeWaveform(bars))).toEqual(bars)
      }),
    )
    for (const bad of [null, '', '***', 'AAAA']) expect(decodeWaveform(bad)).toEqual(Array(WAVEFORM_BARS).fill(0))
  })

  it('keeps its peaks in fewer bars', () => {
    expect(fewerBars([1, 5, 2, 0, 31, 4], 3)).toEqual([5, 2, 31])
    fc.assert(
      fc.property(
        fc.array(fc.nat(31), { minLength: 64, maxLength: 64 }),
        fc.integer({ min: 1, max: 64 }),
        (bars, count) => {
          const fewer = fewerBars(bars, count)
          expect(fewer).toHaveLength(count)
          expect(Math.max(...fewer)).toBe(Math.max(...bars))
        },
      ),
    )
  })
})
