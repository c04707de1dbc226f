import { NothingRecorded } from './media-problem'

export interface Poster {
  readonly poster: Blob
  /** Of the video, in pixels. */
  readonly width: number
  readonly height: number
  /** Null where the browser finds none, as in what it recorded itself. */
  readonly durationMs: number | null
}

/** The longer side of a poster, in pixels. */
const POSTER_MAX = 1_280

/** A frame near the beginning of a video as a picture, and its size. Throws NothingRecorded where there is no frame. */
export async function videoPoster(file: Blob): Promise<Poster> {
  const src = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.preload = 'auto'
  try {
    await new Promise<void>((resolve, reject) => {
      video.onloadeddata = () => resolve()
      video.onerror = () => reject(new NothingRecorded())
      video.src = src
      // Phones load nothing of what doesn't play.
      video.play().catch(() => {})
    })
    video.pause()
    await skipBlack(video)
    return await frameOf(video)
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(src)
  }
}

/** Many a film begins in the dark. */
async function skipBlack(video: HTMLVideoElement): Promise<void> {
  if (!Number.isFinite(video.duration) || video.duration < 2) return
  await new Promise<void>((resolve) => {
    video.onseeked = () => resolve()
    video.onerror = () => resolve()
    video.currentTime = Math.min(1, video.duration / 10)
  })
}

async function frameOf(video: HTMLVideoElement): Promise<Poster> {
  const { videoWidth: width, videoHeight: height, duration } = video
  if (!width || !height) throw new NothingRecorded()
  const scale = Math.min(1, POSTER_MAX / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const poster = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8))
  if (!poster) throw new NothingRecorded()
  return { poster, width, height, durationMs: Number.isFinite(duration) ? Math.round(duration * 1_000) : null }
}
