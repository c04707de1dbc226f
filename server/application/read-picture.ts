import type { PictureId } from '@/contracts/ids'
import { notFound } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

const ID = /^[0-9a-f]{64}$/

/** The WebP of a picture that somebody shows the actor now. @throws KithError `not_found` */
export function readPicture({ pictures }: Pick<Ports, 'pictures'>) {
  return async ({ userId }: Actor, id: PictureId): Promise<Uint8Array> => {
    const bytes = ID.test(id) ? await pictures.get(userId, id) : null
    if (bytes === null) throw notFound('picture')
    return bytes
  }
}
