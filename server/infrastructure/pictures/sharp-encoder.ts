import type { PictureEncoder } from '@/server/application/file-ports'
import { KithError } from '@/server/domain/errors'
import { sharp } from './careful-sharp'

const SIDE_PX = 512
// A small file may hold a huge picture: refused from its header, before anything is decoded.
const MAX_PIXELS = 50_000_000
const MAX_SECONDS = 10
const NO_PICTURE = "This isn't a picture. Choose a JPEG, PNG, WebP or GIF."

/** The middle of the picture, upright, as WebP without metadata. Of an animation, the first frame. */
export const sharpEncoder: PictureEncoder = {
  async encode(bytes) {
    const side = await sideOf(bytes)
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .timeout({ seconds: MAX_SECONDS })
      .rotate()
      .resize(side, side, { fit: 'cover' })
      .webp({ quality: 82 })
      .toBuffer()
      .catch(() => refuse("The picture can't be read. It may be damaged; choose another one."))
  },
}

async function sideOf(bytes: Uint8Array): Promise<number> {
  if (bytes.length === 0) refuse(NO_PICTURE)
  const { width, height } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => refuse(NO_PICTURE))
  if (width * height > MAX_PIXELS) refuse('The picture has too many pixels: at most 50 million.')
  return Math.min(SIDE_PX, width, height)
}

function refuse(message: string): never {
  throw new KithError('invalid', message)
}
