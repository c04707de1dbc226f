import type { UploadPurpose } from '@/contracts/dto'
import type { Examined, FileExaminer } from '@/server/application/file-ports'
import { KithError } from '@/server/domain/errors'
import { hash } from './hash'
import { asItIs, plays, typeOf } from './media-type'
import { pictureOf } from './picture'
import { turns } from './turns'

const AT_ONCE = 2
const PICTURES = new Set<UploadPurpose>(['image', 'preview', 'sticker'])

const REFUSALS: Partial<Record<UploadPurpose, string>> = {
  preview: 'The video’s picture can’t be read. Send the video again.',
  sticker: 'This isn’t a picture that can be a sticker. Choose a PNG, WebP, JPEG or GIF.',
  voice: 'This isn’t a recording that can be played. Record it again, or send it as a file.',
  circle_video: 'This isn’t a video that can be played. Record it again, or send it as a file.',
}

/** Decides by the bytes what a file is. Pictures become new WebP; what plays stays as it is; all else is a `file`. */
export function fileExaminer({ maxPixels }: { readonly maxPixels: number }): FileExaminer {
  const inTurn = turns(AT_ONCE)
  return {
    hash: (source) => inTurn(() => hash(source)),
    examine: (file, purpose) => inTurn(() => examine(file, purpose, maxPixels)),
  }
}

async function examine(file: string, purpose: UploadPurpose, maxPixels: number): Promise<Examined> {
  if (PICTURES.has(purpose)) {
    const picture = await pictureOf(file, purpose, maxPixels)
    if (picture) return picture
  }
  const type = await typeOf(file)
  const kind = plays(purpose, type) ? purpose : 'file'
  const refusal = REFUSALS[purpose]
  if (kind === 'file' && refusal) throw new KithError('invalid', refusal)
  return asItIs(file, await hash({ file }), kind, type)
}
