import { NothingRecorded } from './media-problem'
import type { Capture } from './recorder'
import { prepareTake } from './take'
import { videoPoster } from './video-poster'
import { release } from './voice-capture'

export interface CircleRecording {
  readonly file: Blob
  readonly durationMs: number
  /** Pixels; as square as the camera gives. */
  readonly width: number
  readonly height: number
  /** A frame of it, WebP or JPEG. */
  readonly poster: Blob
}

const SIDE = 480
const SHORTEST_MS = 500
const SQUARE = { width: { ideal: SIDE }, height: { ideal: SIDE }, aspectRatio: { ideal: 1 }, frameRate: { ideal: 30 } }

/**
 * Asks for camera and microphone. Rejects with getUserMedia's errors.
 * @param cameraId null: the one that faces the person
 */
export async function openCircle(cameraId: string | null, onLost: () => void): Promise<Capture<CircleRecording>> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: { ...SQUARE, ...(cameraId ? { deviceId: { exact: cameraId } } : { facingMode: 'user' }) },
  })
  const take = prepareTake(stream, 'video', { audioBitsPerSecond: 48_000, videoBitsPerSecond: 1_000_000 }, onLost)
  for (const track of stream.getTracks()) track.onended = onLost
  return {
    stream,
    level: () => 0,
    begin: take.begin,
    async finish() {
      const { file, durationMs } = await take.end().finally(() => release(stream))
      if (durationMs < SHORTEST_MS) throw new NothingRecorded()
      return { ...(await videoPoster(file)), file, durationMs }
    },
    close: () => release(stream),
  }
}

/** The cameras to choose from. They have names and ids only after one was allowed. */
export async function listCameras(): Promise<readonly string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId).map(({ deviceId }) => deviceId)
}
