import type { Uploaded } from '@/contracts/dto'
import type { UploadId } from '@/contracts/ids'
import { KithError } from '@/server/domain/errors'
import { sha256Of } from '../uploads/sha256'
import type { TransferJob } from '../uploads/transfer'
import type { UploadRequests } from '../uploads/uploader'

const CHUNK = 4

interface Upload extends Pick<TransferJob, 'purpose' | 'sha256'> {
  readonly size: number
  kept: number
}

/** What a server does with files, by their sizes alone. */
export class UploadStore {
  readonly #uploads = new Map<UploadId, Upload>()
  #begun = 0
  /** Refuses files of this name, once they are there. */
  refusedName = 'refused'
  /** How often each file's bytes were taken, by its sum. */
  readonly taken = new Map<string, number>()

  has(uploadId: UploadId): boolean {
    const upload = this.#uploads.get(uploadId)
    return upload !== undefined && upload.kept === upload.size
  }

  /** As after a time in which nobody attached them. */
  lose(): void {
    this.#uploads.clear()
  }

  /** `over`: the way there and back, for each request. */
  requests(over: <T>(work: () => Promise<T>) => Promise<T>): UploadRequests {
    return {
      find: ({ sha256, size, purpose }) =>
        over(async () => {
          const found = [...this.#uploads].find(
            ([id, one]) => one.sha256 === sha256 && one.size === size && one.purpose === purpose && this.has(id),
          )
          return found ? uploaded(...found) : null
        }),
      finished: (uploadId) => over(async () => this.#finished(uploadId)),
      transfer: {
        digest: sha256Of,
        bring: (job) => this.#transfer(job, over),
        discard: (uploadId) =>
          over(async () => {
            this.#uploads.delete(uploadId)
          }),
      },
    }
  }

  #finished(uploadId: UploadId): Uploaded | null {
    const upload = this.#uploads.get(uploadId)
    return upload && this.has(uploadId) ? uploaded(uploadId, upload) : null
  }

  async #transfer(job: TransferJob, over: <T>(work: () => Promise<T>) => Promise<T>): Promise<UploadId> {
    if (job.name === this.refusedName) throw new KithError('too_long', 'This file is too large.')
    const uploadId = job.uploadId ?? (await over(async () => this.#begin(job)))
    if (!job.signal.aborted) job.begun(uploadId)
    for (let kept = await over(async () => this.#of(uploadId).kept); kept < job.file.size; ) {
      job.signal.throwIfAborted()
      const from = kept
      kept = await over(async () => this.#take(uploadId, from))
      job.progress(kept, true)
    }
    return uploadId
  }

  #begin({ file, purpose, sha256 }: TransferJob): UploadId {
    this.#begun += 1
    const id = this.#begun.toString(16).padStart(32, '0')
    this.#uploads.set(id, { size: file.size, purpose, sha256, kept: 0 })
    return id
  }

  #take(uploadId: UploadId, from: number): number {
    const upload = this.#of(uploadId)
    if (upload.kept === from) {
      const size = Math.min(CHUNK, upload.size - from)
      upload.kept += size
      this.taken.set(upload.sha256, (this.taken.get(upload.sha256) ?? 0) + size)
    }
    return upload.kept
  }

  #of(uploadId: UploadId): Upload {
    const upload = this.#uploads.get(uploadId)
    if (!upload) throw new KithError('upload_missing', 'This file has to be uploaded again.')
    return upload
  }
}

const uploaded = (uploadId: UploadId, { purpose, size }: Upload): Uploaded => ({
  uploadId,
  kind: purpose,
  type: 'application/octet-stream',
  size,
  width: null,
  height: null,
  thumbhash: null,
})
