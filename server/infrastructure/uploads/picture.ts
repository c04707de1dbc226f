import { rgbaToThumbHash } from 'thumbhash'
import type { UploadPurpose } from '@/contracts/dto'
import type { Examined, NewBlob } from '@/server/application/file-ports'
import { KithError } from '@/server/domain/errors'
import { sharp } from '../pictures/careful-sharp'
import { hash } from './hash'

interface Form {
  readonly sidePx: number
  readonly quality: number
  readonly animated: boolean
}

const FORMS: Partial<Record<UploadPurpose, Form>> = {
  image: { sidePx: 4096, quality: 84, animated: true },
  preview: { sidePx: 1280, quality: 78, animated: false },
  sticker: { sidePx: 512, quality: 88, animated: false },
}
const PREVIEW = { sidePx: 640, quality: 74 }
const HASH_SIDE_PX = 100
const MAX_FRAMES = 300
// An animation is kept whole in memory while it is encoded.
const MAX_ANIMATED_PIXELS = 60_000_000
const ANIMATED_SIDE_PX = 1280
const MAX_SECONDS = 60

interface Header {
  readonly width: number
  readonly height: number
  readonly frames: number
}

/**
 * The picture upright, as WebP without metadata, with a small one and a thumbhash. Null: it can't be read as one.
 * @throws KithError `too_long` for one of more pixels than `maxPixels`, read from its header before anything is decoded
 */
export async function pictureOf(file: string, purpose: UploadPurpose, maxPixels: number): Promise<Examined | null> {
  const form = FORMS[purpose]
  const header = form && (await headerOf(file))
  if (!form || !header) return null
  if (header.width * header.height > maxPixels) throw new KithError('too_long', tooManyPixels(maxPixels))
  try {
    const whole = await wholeOf(file, form, header, maxPixels)
    const { width = 0, pageHeight, height = 0 } = await sharp(whole).metadata()
    const preview = purpose === 'image' ? await smallOf(whole) : null
    const [wholeBlob, previewBlob] = await Promise.all([webp(whole), preview && webp(preview)])
    const thumbhash = await thumbhashOf(preview ?? whole)
    return { kind: purpose, whole: wholeBlob, preview: previewBlob, width, height: pageHeight ?? height, thumbhash }
  } catch {
    return null
  }
}

const tooManyPixels = (maxPixels: number): string =>
  `The picture has too many pixels: at most ${Math.floor(maxPixels / 1_000_000)} million. Send it as a file, or make it smaller.`

async function headerOf(file: string): Promise<Header | null> {
  const header = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (!header?.width || !header.height) return null
  return { width: header.width, height: header.pageHeight ?? header.height, frames: header.pages ?? 1 }
}

async function wholeOf(file: string, form: Form, header: Header, maxPixels: number): Promise<Buffer> {
  const pixels = header.width * header.height * header.frames
  const animated = form.animated && header.frames > 1 && header.frames <= MAX_FRAMES && pixels <= MAX_ANIMATED_PIXELS
  const side = animated ? Math.min(form.sidePx, ANIMATED_SIDE_PX) : form.sidePx
  // What the header says is not believed twice: the decoder has the limit, too.
  const limitInputPixels = Math.max(maxPixels, animated ? MAX_ANIMATED_PIXELS : 0)
  return await sharp(file, { limitInputPixels, animated, failOn: 'error' })
    .timeout({ seconds: MAX_SECONDS })
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: form.quality })
    .toBuffer()
}

const smallOf = (whole: Buffer): Promise<Buffer> =>
  sharp(whole)
    .resize(PREVIEW.sidePx, PREVIEW.sidePx, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: PREVIEW.quality })
    .toBuffer()

async function thumbhashOf(bytes: Buffer): Promise<Uint8Array> {
  const { data, info } = await sharp(bytes)
    .resize(HASH_SIDE_PX, HASH_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return rgbaToThumbHash(info.width, info.height, data)
}

async function webp(bytes: Buffer): Promise<NewBlob> {
  return { ...(await hash({ bytes })), type: 'image/webp', source: { bytes } }
}
