import { formatSize } from '../attachments/format-size'

/** As large as the server makes them. */
export const STICKER_SIDE_PX = 512

export interface MadePicture {
  /** PNG: what is transparent stays so. */
  readonly file: Blob
  readonly width: number
  readonly height: number
}

/** The size that a picture has as a sticker: whole, never enlarged. */
export function stickerSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, STICKER_SIDE_PX / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Why a file isn't even looked at, with the way on; null: it is. */
export function refusedFile({ size, type }: Pick<File, 'size' | 'type'>, maxBytes: number): string | null {
  if (size === 0) return 'It is empty. Choose another picture.'
  if (type !== '' && !type.startsWith('image/')) return 'This isn’t a picture. Choose a PNG, WebP, JPEG or GIF.'
  if (size > maxBytes) return `It has ${formatSize(size)}; at most ${formatSize(maxBytes)} can be read.`
  return null
}

/** @throws Error whose message a person can read */
export async function makePicture(file: File, maxPixels: number): Promise<MadePicture> {
  const source = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = source
    await image.decode().catch(() => {
      throw new Error('This browser can’t draw it. Choose a PNG, WebP, JPEG or GIF.')
    })
    const { naturalWidth, naturalHeight } = image
    if (naturalWidth * naturalHeight > maxPixels) {
      const [has, most] = [naturalWidth * naturalHeight, maxPixels].map((count) => Math.round(count / 1e6))
      throw new Error(`It has ${has} megapixels; a sticker is made from at most ${most}.`)
    }
    // What has no size of its own, like some drawings, is made as large as a sticker.
    const size = stickerSize(naturalWidth || STICKER_SIDE_PX, naturalHeight || STICKER_SIDE_PX)
    return { ...size, file: await drawn(image, size) }
  } finally {
    URL.revokeObjectURL(source)
  }
}

async function drawn(image: HTMLImageElement, { width, height }: { width: number; height: number }): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context) {
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, 0, 0, width, height)
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!context || !blob) throw new Error('This browser can’t draw it. Choose a smaller picture.')
  return blob
}

/** What a file's name says: “cat-waving_2.png” is “cat waving”. Empty where that says nothing. */
export function wordsOfName(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .replace(/[\s_.-]+/gu, ' ')
    .replace(/[\s\d()]+$/u, '')
    .trim()
  return /^(img|image|dsc|dscn|pxl|photo|picture|screenshot|clipboard|untitled|bild|download)\b/i.test(words) ||
    !/\p{L}{2}/u.test(words)
    ? ''
    : words.slice(0, 100)
}
