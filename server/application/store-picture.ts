import { createHash } from 'node:crypto'
import type { PictureId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { LIMITS } from '@/server/domain/limits'
import type { Ports } from './ports'

/** From base64 of any common format to a stored picture. @throws KithError `invalid`, `too_long` */
export function storePicture({ pictures, pictureEncoder }: Pick<Ports, 'pictures' | 'pictureEncoder'>) {
  return async (base64: string): Promise<PictureId> => {
    const original = Buffer.from(base64, 'base64')
    if (original.length > LIMITS.pictureMaxBytes) {
      throw new KithError('too_long', 'The picture is too large: at most 1 MB.')
    }
    const bytes = await pictureEncoder.encode(original)
    const id = createHash('sha256').update(bytes).digest('hex')
    await pictures.put({ id, bytes })
    return id
  }
}
