import { audioLength } from '@/client/media/audio-length'
import { pictureFacts } from '@/client/media/picture-facts'
import { videoPoster } from '@/client/media/video-poster'

/** What is to be known of a file before it is sent. */
export interface Prepared {
  /** What it can be sent as, besides as a file. */
  readonly shownAs: 'image' | 'video' | null
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  readonly thumbhash: string | null
  /** A video's poster. */
  readonly poster: Blob | null
  /** To be shown in the tray. */
  readonly thumbnail: Blob | null
}

const NOTHING: Prepared = {
  shownAs: null,
  width: null,
  height: null,
  durationMs: null,
  thumbhash: null,
  poster: null,
  thumbnail: null,
}

/** Drawings (SVG) and what the browser can't open go as files. */
const PICTURE = /^image\/(jpeg|png|webp|gif|avif)$/

export async function prepareFile(file: File): Promise<Prepared> {
  if (PICTURE.test(file.type)) {
    const facts = await pictureFacts(file)
    return facts ? { ...NOTHING, shownAs: 'image', ...facts } : NOTHING
  }
  if (file.type.startsWith('video/')) return await prepareVideo(file)
  if (file.type.startsWith('audio/')) return { ...NOTHING, durationMs: await audioLength(file) }
  return NOTHING
}

async function prepareVideo(file: File): Promise<Prepared> {
  const video = await videoPoster(file).catch(() => null)
  if (!video) return NOTHING
  const facts = await pictureFacts(video.poster)
  const { poster, width, height, durationMs } = video
  return {
    shownAs: 'video',
    width,
    height,
    durationMs,
    poster,
    thumbhash: facts?.thumbhash ?? null,
    thumbnail: facts?.thumbnail ?? null,
  }
}
