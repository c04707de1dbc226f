import type { AttachmentKind, Place, Uploaded, UploadPurpose } from '@/contracts/dto'
import type { PictureId, StickerId, UploadId, UserId } from '@/contracts/ids'
import type { ErrorCode } from '@/server/domain/errors'

/** SHA-256 of a blob's bytes, as 64 hex digits. */
export type BlobId = string

/** Where bytes come from. A file is read, never changed. */
export type BlobSource = { readonly file: string } | { readonly bytes: Uint8Array }

/** Both ends count. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Bytes by their hash. It knows no users and no rows. Every call may throw KithError `busy`: no room, or out of reach. */
export interface BlobStore {
  /** All or nothing; does nothing when it is there. `id` must be the hash of what `source` holds. */
  put(id: BlobId, source: BlobSource): Promise<void>
  /** @throws KithError `not_found`, before any byte */
  read(id: BlobId, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** Null: not there. */
  size(id: BlobId): Promise<number | null>
  /** Not being there is fine. */
  delete(id: BlobId): Promise<void>
  /** Everything that is there, in any order. */
  list(): AsyncIterable<{ readonly id: BlobId; readonly writtenAt: Date }>
}

/** Blobs as they are to be kept. */
export interface NewBlob {
  readonly id: BlobId
  /** MIME type, decided by the bytes. */
  readonly type: string
  readonly size: number
  readonly source: BlobSource
}

/** Blobs with their rows. Whatever refers to one keeps it. */
export interface Files {
  /** Keeps bytes that a row is about to refer to: within an hour, or they go. */
  put(source: BlobSource, type: string): Promise<{ readonly id: BlobId; readonly size: number }>
  /** Deletes what no row refers to any more, rows and bytes; uploads that were attached and now are nowhere are no reason. */
  release(blobIds: readonly BlobId[]): Promise<void>
  /** Deletes what was left behind: see server/infrastructure/database/sweep-files.ts. */
  sweep(): Promise<void>
  /** The bytes of an attachment, or of what is behind a link. @throws KithError `not_found` */
  ofMessage(userId: UserId, place: Place, part: FilePart): Promise<StoredFile>
  /** A sticker's, if it is shipped, or theirs, or was sent where they may see it. @throws KithError `not_found` */
  ofSticker(userId: UserId, stickerId: StickerId): Promise<StoredFile>
}

export type FilePart = { readonly position: number; readonly preview: boolean } | 'link'

export interface StoredFile {
  readonly blobId: BlobId
  readonly size: number
  readonly type: string
  readonly name: string
  readonly kind: AttachmentKind
}

/** What a file turned out to be, with the blobs that are made of it. */
export interface Examined {
  readonly kind: UploadPurpose
  readonly whole: NewBlob
  readonly preview: NewBlob | null
  readonly width: number | null
  readonly height: number | null
  readonly thumbhash: Uint8Array | null
}

export interface FileExaminer {
  /** By its bytes alone. @throws KithError `invalid`, `too_long` for what can't be taken */
  examine(file: string, purpose: UploadPurpose): Promise<Examined>
  /** SHA-256 in hex, and the size in bytes. */
  hash(source: BlobSource): Promise<{ readonly id: BlobId; readonly size: number }>
}

export interface NewUpload {
  readonly id: UploadId
  readonly userId: UserId
  readonly purpose: UploadPurpose
  readonly size: number
  readonly sourceHash: string | null
}

export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
}

export interface UploadState extends NewUpload {
  readonly finished: boolean
  readonly refusal: Refusal | null
  /** What it became. Null: still coming, or refused. */
  readonly uploaded: Uploaded | null
}

export interface Uploads {
  /** Together with all that the user has or has announced, at most `quotaBytes`. @throws KithError `full` */
  begin(upload: NewUpload, quotaBytes: number): Promise<void>
  /** Null: not there, or another's. */
  find(userId: UserId, id: UploadId): Promise<UploadState | null>
  /** Of any user: for those that were whole when a server died. */
  unfinished(ids: readonly UploadId[]): Promise<readonly NewUpload[]>
  /** The same again, brought before; from now on it counts as brought now. */
  findSame(userId: UserId, same: { sha256: string; size: number; purpose: UploadPurpose }): Promise<Uploaded | null>
  /** Keeps the bytes and says what they are. Does nothing when it was said before. */
  finish(id: UploadId, sourceHash: string, examined: Examined): Promise<void>
  refuse(id: UploadId, refusal: Refusal): Promise<void>
  /** What it referred to goes if nothing else needs it. Absent is fine. */
  remove(userId: UserId, id: UploadId): Promise<void>
}

export interface Pictures {
  put(picture: { id: PictureId; bytes: Uint8Array }): Promise<void>
  /** Null also where neither a person shows it to the viewer now nor a group that they see. */
  get(viewerId: UserId, id: PictureId): Promise<Uint8Array | null>
  /** Takes the picture away if nobody and no group shows it any more. */
  release(id: PictureId): Promise<void>
}

export interface PictureEncoder {
  /** A square WebP of at most 512 px without metadata. @throws KithError `invalid` for what is no picture */
  encode(bytes: Uint8Array): Promise<Uint8Array>
}
