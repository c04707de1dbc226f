import { rgbaToThumbHash } from 'thumbhash'

export interface PictureFacts {
  /** In pixels, as it is shown. */
  readonly width: number
  readonly height: number
  /** As base64. */
  readonly thumbhash: string
  /** Small, to be shown before it is sent. */
  readonly thumbnail: Blob | null
}

const HASH_MAX = 100
const THUMBNAIL_MAX = 320

/** What is to be known of a picture before it is sent; null where the browser can't draw it. */
export async function pictureFacts(file: Blob): Promise<PictureFacts | null> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  try {
    const { width, height } = bitmap
    const small = drawn(bitmap, HASH_MAX)
    const pixels = small?.getContext('2d')?.getImageData(0, 0, small.width, small.height)
    if (!pixels) return null
    const hash = rgbaToThumbHash(pixels.width, pixels.height, pixels.data)
    const thumbnail = drawn(bitmap, THUMBNAIL_MAX)
    return {
      width,
      height,
      thumbhash: btoa(String.fromCharCode(...hash)),
      thumbnail: thumbnail && (await new Promise((resolve) => thumbnail.toBlob(resolve, 'image/webp', 0.8))),
    }
  } finally {
    bitmap.close()
  }
}

function drawn(bitmap: ImageBitmap, most: number): HTMLCanvasElement | null {
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return context ? canvas : null
}
