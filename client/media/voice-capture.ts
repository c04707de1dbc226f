import { decodeAudio } from './decode-audio'
import { levelMeter } from './level-meter'
import { NothingRecorded } from './media-problem'
import type { Capture } from './recorder'
import { prepareTake } from './take'
import { waveformOf } from './waveform'

export interface VoiceRecording {
  /** Opus in WebM or AAC in MP4, by the browser. */
  readonly file: Blob
  readonly durationMs: number
  /** 64 values, 0…31. */
  readonly waveform: readonly number[]
}

const SHORTEST_MS = 300
/** A longer one isn't decoded whole for its bars: the levels heard while recording do. */
const DECODED_MAX_MS = 10 * 60_000

/** Asks for the microphone. Rejects with getUserMedia's errors. */
export async function openVoice(onLost: () => void): Promise<Capture<VoiceRecording>> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  const meter = levelMeter(stream)
  const take = prepareTake(stream, 'audio', { audioBitsPerSecond: 32_000 }, onLost)
  for (const track of stream.getTracks()) track.onended = onLost
  const close = (): void => {
    meter.close()
    release(stream)
  }
  return {
    stream,
    level: meter.level,
    begin() {
      take.begin()
      meter.follow()
    },
    async finish() {
      const { file, durationMs } = await take.end().finally(close)
      if (durationMs < SHORTEST_MS) throw new NothingRecorded()
      const decoded = durationMs <= DECODED_MAX_MS ? await decodeAudio(file) : null
      return {
        file,
        durationMs: decoded?.durationMs || durationMs,
        waveform: waveformOf(decoded?.samples ?? meter.levels),
      }
    },
    close,
  }
}

/** The browser's sign that something is recorded goes out. */
export function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null
    track.stop()
  }
}
