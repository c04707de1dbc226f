import type { PictureId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Actor, Ports } from './ports'

const ID = /^[0-9a-f]{64}$/

/** The WebP of a picture; its id is not to be guessed, so whoever has it was shown it. @throws KithError `not_found` */
export function readPicture({ pictures }: Pick<Ports, 'pictures'>) {
  return async (_actor: Actor, id: PictureId): Promise<Uint8Array> => {
    const bytes = ID.test(id) ? await pictures.get(id) : null
    if (bytes === null) throw notFound('picture')
    return bytes
  }
}
