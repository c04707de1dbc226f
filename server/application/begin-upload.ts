import type { FileLimits } from '@/contracts/dto'
import { KithError } from '@/server/domain/errors'
import type { Actor } from './account-ports'
import type { NewUpload } from './file-ports'
import type { Ports } from './ports'

/** Before any byte is sent. @throws KithError `too_long` for too large a file, `full` when the user's quota is used up */
export function beginUpload({ uploads }: Pick<Ports, 'uploads'>, { files }: { readonly files: FileLimits }) {
  return async (actor: Actor, upload: Omit<NewUpload, 'userId'>): Promise<void> => {
    if (upload.size > files.maxBytes) {
      throw new KithError('too_long', `The file is too large: at most ${Math.floor(files.maxBytes / 1_000_000)} MB.`)
    }
    await uploads.begin({ ...upload, userId: actor.userId }, files.quotaBytes)
  }
}
