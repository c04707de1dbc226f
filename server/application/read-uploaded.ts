import type { Uploaded } from '@/contracts/dto'
import type { UploadId } from '@/contracts/ids'
import type { FindUploadInput } from '@/contracts/upload-inputs'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { Ports } from './ports'

/** What an own upload became; null: it isn't all there. @throws KithError why it can't be used */
export function readUploaded({ uploads }: Pick<Ports, 'uploads'>) {
  return async (actor: Actor, uploadId: UploadId): Promise<Uploaded | null> => {
    const upload = await uploads.find(actor.userId, uploadId)
    if (upload?.refusal) throw new KithError(upload.refusal.code, upload.refusal.message)
    return upload?.uploaded ?? null
  }
}

/** Null: the user never brought it, or it is gone. */
export function findUpload({ uploads }: Pick<Ports, 'uploads'>) {
  return (actor: Actor, same: FindUploadInput): Promise<Uploaded | null> => uploads.findSame(actor.userId, same)
}
