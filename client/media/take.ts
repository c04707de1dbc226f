import { NothingRecorded } from './media-problem'
import { recordedType } from './media-type'

/** What a MediaRecorder made. */
export interface Take {
  readonly file: Blob
  readonly durationMs: number
}

interface TakeInProgress {
  begin(): void
  /** Rejects with NothingRecorded when there is nothing in it. */
  end(): Promise<Take>
}

/** So much at most is lost when the device goes away in the middle. */
const SLICE_MS = 1_000

/** Records a stream. `onLost`: it stopped before it was told to. */
export function prepareTake(
  stream: MediaStream,
  kind: 'audio' | 'video',
  bitsPerSecond: BitRates,
  onLost: () => void,
): TakeInProgress {
  const mimeType = recordedType(kind, (type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), ...bitsPerSecond })
  const parts: Blob[] = []
  let startedAtMs = 0
  let endedAtMs = 0
  let told = false
  recorder.ondataavailable = ({ data }) => data.size > 0 && parts.push(data)
  recorder.onstart = () => {
    startedAtMs = performance.now()
  }
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      endedAtMs ||= performance.now()
      resolve()
      if (!told) onLost()
    }
  })
  return {
    begin: () => recorder.start(SLICE_MS),
    async end() {
      told = true
      endedAtMs ||= performance.now()
      if (recorder.state !== 'inactive') recorder.stop()
      await stopped
      const file = new Blob(parts, { type: recorder.mimeType || mimeType })
      if (file.size === 0 || startedAtMs === 0) throw new NothingRecorded()
      return { file, durationMs: Math.max(1, Math.round(endedAtMs - startedAtMs)) }
    },
  }
}

interface BitRates {
  readonly audioBitsPerSecond: number
  readonly videoBitsPerSecond?: number
}
