import { isKithError, isTransient, KithError } from '@/server/domain/errors'
import type { NewUpload } from './file-ports'
import type { Ports } from './ports'

const DAMAGED = 'The file arrived damaged. Send it again.'

/**
 * Looks at a file that is whole and keeps what it is. What it can't be is written down, to be told by `readUploaded`.
 * The same again is fine. @throws KithError `busy` and others that pass: the file must stay for another attempt
 */
export function finishUpload({ uploads, fileExaminer }: Pick<Ports, 'uploads' | 'fileExaminer'>) {
  async function keep(upload: NewUpload, file: string): Promise<void> {
    const source = await fileExaminer.hash({ file })
    if (source.size !== upload.size) throw new KithError('invalid', DAMAGED)
    if (upload.sourceHash !== null && upload.sourceHash !== source.id) throw new KithError('invalid', DAMAGED)
    await uploads.finish(upload.id, source.id, await fileExaminer.examine(file, upload.purpose))
  }
  return async (upload: NewUpload, file: string): Promise<void> => {
    try {
      await keep(upload, file)
    } catch (error) {
      if (!isKithError(error) || isTransient(error.code)) throw error
      await uploads.refuse(upload.id, { code: error.code, message: error.message })
    }
  }
}
