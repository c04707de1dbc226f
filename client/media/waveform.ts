/** Bars of a voice message's waveform, from 0 to WAVEFORM_MAX each. */
export const WAVEFORM_BARS = 64
export const WAVEFORM_MAX = 31

/** Below this loudest sample it is room noise: not blown up to full height. */
const QUIET = 0.08

/**
 * What was said as bars, each as high as the loudest moment of its part, relative to the loudest of all.
 * @param samples amplitudes from -1 to 1, or levels from 0 to 1, in time
 */
export function waveformOf(samples: ArrayLike<number>): readonly number[] {
  const peaks = Array.from({ length: WAVEFORM_BARS }, (_, bar) => peakOf(samples, bar))
  const loudest = Math.max(QUIET, ...peaks)
  return peaks.map((peak) => Math.round(WAVEFORM_MAX * Math.sqrt(peak / loudest)))
}

/** Fewer samples than bars: neighbours share one. */
function peakOf(samples: ArrayLike<number>, bar: number): number {
  const from = Math.floor((bar * samples.length) / WAVEFORM_BARS)
  const to = Math.min(samples.length, Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / WAVEFORM_BARS)))
  let peak = 0
  for (let i = from; i < to; i++) {
    const height = Math.abs(samples[i] ?? 0)
    if (height > peak) peak = height
  }
  return Math.min(1, peak)
}

/** The same in fewer bars, where there is little room: neighbours share the higher one's height. */
export function fewerBars(bars: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, bar) => {
    const [from, to] = [bar, bar + 1].map((edge) => Math.floor((edge * bars.length) / count))
    return Math.max(0, ...bars.slice(from, to))
  })
}

/** As it travels with a message: a byte a bar, as base64. */
export const encodeWaveform = (bars: readonly number[]): string => btoa(String.fromCharCode(...bars))

/** Flat where there is none, or it isn't one. */
export function decodeWaveform(encoded: string | null): readonly number[] {
  try {
    const bytes = atob(encoded ?? '')
    return Array.from({ length: WAVEFORM_BARS }, (_, bar) => Math.min(WAVEFORM_MAX, bytes.charCodeAt(bar) || 0))
  } catch {
    return Array(WAVEFORM_BARS).fill(0)
  }
}
