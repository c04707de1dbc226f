export const PICTURE_SIDE = 512

/** A part of a picture, in its own pixels. */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** Reads a picture of any format the browser knows, turned upright. Throws a sentence for the person. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new Error('This file isn’t a picture that your browser can read. Choose a JPEG, PNG or WebP.')
  }
}

/** Cuts the square out and makes it 512 px wide: a JPEG as base64, far below what the server takes. */
export async function cutSquare(picture: ImageBitmap, { x, y, side }: Square): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = PICTURE_SIDE
  canvas.height = PICTURE_SIDE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('Your browser can’t draw pictures just now. Close some tabs and try again.')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, PICTURE_SIDE, PICTURE_SIDE)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, x, y, side, side, 0, 0, PICTURE_SIDE, PICTURE_SIDE)
  return canvas.toDataURL('image/jpeg', 0.88).split(',')[1] ?? ''
}
