import type { UploadPurpose } from '@/contracts/dto'
import type { UploadId } from '@/contracts/ids'

export interface TransferJob {
  readonly file: Blob
  readonly purpose: UploadPurpose
  readonly name: string
  /** As hex. */
  readonly sha256: string
  /** An upload that was begun before and goes on; null: a new one. */
  readonly uploadId: UploadId | null
  readonly signal: AbortSignal
  /** From now on it can go on after a crash. */
  begun(uploadId: UploadId): void
  /** Bytes on their way or there; `kept`: the server has all of these. */
  progress(sent: number, kept: boolean): void
}

export interface Transfer {
  /** Of all of a file's bytes: their SHA-256 as hex. */
  digest(file: Blob, signal: AbortSignal): Promise<string>
  /**
   * Brings a file's bytes to the server; resolves when it has all of them.
   * @throws KithError `upload_missing` when the upload to go on with isn't there any more, or the server's refusal
   */
  bring(job: TransferJob): Promise<UploadId>
  /** What arrived of an upload isn't wanted any more. @throws KithError when the server can't be told */
  discard(uploadId: UploadId): Promise<void>
}
