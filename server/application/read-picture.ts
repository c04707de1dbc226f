import type { PictureId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Actor, Ports } from './ports'

/** The WebP of a picture; its id is not to be guessed, so whoever has it was shown it. @throws KithError `not_found` */
export function readPicture({ pictures }: Pick<Ports, 'pictures'>) {
  return async (_actor: Actor, id: PictureId): Promise<Uint8Array> => {
    const bytes = await pictures.get(id)
    if (bytes === null) throw notFound('picture')
    return bytes
  }
}
