export interface Decoded {
  readonly samples: Float32Array
  readonly durationMs: number
}

/** Enough for bars, and an hour stays below 120 MB. */
const SAMPLES_PER_SECOND = 8_000

/** The sound in a file; null where the browser can't decode it. */
export async function decodeAudio(file: Blob): Promise<Decoded | null> {
  try {
    const context = new OfflineAudioContext(1, 1, SAMPLES_PER_SECOND)
    const audio = await context.decodeAudioData(await file.arrayBuffer())
    return { samples: audio.getChannelData(0), durationMs: Math.round(audio.duration * 1_000) }
  } catch {
    return null
  }
}
