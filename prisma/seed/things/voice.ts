import { encodeWaveform, waveformOf } from '@/client/media/waveform'
import { dice } from './dice'

const RATE = 16_000

export interface Recording {
  /** A WAV: one channel, 16 bits. */
  readonly bytes: Buffer
  readonly durationMs: number
  readonly waveform: string
}

/** Somebody hums: syllables of a voice's harmonics that glide, with breaths between. The same for the same seed. */
export function hum(seed: number, seconds: number): Recording {
  const samples = new Float32Array(seconds * RATE)
  const next = dice(seed)
  let at = Math.floor(0.15 * RATE)
  while (at < samples.length) {
    const length = Math.floor((0.12 + next() * 0.3) * RATE)
    syllable(samples, at, length, 150 + next() * 90, 0.06 + next() ** 2 * 0.9)
    at += length + Math.floor((next() < 0.2 ? 0.35 + next() * 0.3 : 0.03) * RATE)
  }
  return { bytes: wav(samples), durationMs: seconds * 1_000, waveform: encodeWaveform(waveformOf(samples)) }
}

function syllable(samples: Float32Array, from: number, length: number, pitch: number, loudness: number): void {
  let phase = 0
  for (let i = 0; i < length && from + i < samples.length; i++) {
    const share = i / length
    phase += (2 * Math.PI * pitch * (1 + 0.12 * Math.sin(Math.PI * share))) / RATE
    const voice = [1, 0.5, 0.32, 0.12, 0.08].reduce((sum, part, n) => sum + part * Math.sin(phase * (n + 1)), 0)
    samples[from + i] = 0.32 * loudness * Math.sin(Math.PI * share) ** 0.7 * voice
  }
}

function wav(samples: Float32Array): Buffer {
  const data = Buffer.alloc(44 + samples.length * 2)
  data.write('RIFF', 0)
  data.writeUInt32LE(36 + samples.length * 2, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20)
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(RATE, 24)
  data.writeUInt32LE(RATE * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(samples.length * 2, 40)
  for (const [index, sample] of samples.entries()) {
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + index * 2)
  }
  return data
}
