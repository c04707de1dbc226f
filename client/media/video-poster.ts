import { NothingRecorded } from './media-problem'

export interface Poster {
  readonly poster: Blob
  readonly width: number
  readonly height: number
}

/** The first frame of a video as a picture, and its size. Throws NothingRecorded where there is no frame. */
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
    return await frameOf(video)
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(src)
  }
}

async function frameOf(video: HTMLVideoElement): Promise<Poster> {
  const { videoWidth: width, videoHeight: height } = video
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const poster = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8))
  if (!poster) throw new NothingRecorded()
  return { poster, width, height }
}
