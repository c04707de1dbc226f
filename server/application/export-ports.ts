import type { ExportStatus } from '@/contracts/export'
import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import type { BlobId } from './file-ports'

export type ExportId = string

/** What is to be made, and how far it is. */
export interface ExportTask {
  readonly id: ExportId
  readonly userId: UserId
  readonly startedAt: Instant
  /** What `keep` and `finish` must be told: who was overtaken by another maker keeps nothing. */
  readonly version: number
  /** The chats with ids up to this are in it. */
  readonly doneTo: ConversationId
  /** The chat that is being written, with the last line that is in it. */
  readonly writing: { readonly conversationId: ConversationId; readonly seq: Seq } | null
}

/** A file of the archive that is written for it. It is deflated. */
export interface WrittenPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A file of the archive that is there already, as a blob. */
export interface MediaPart {
  readonly name: string
  readonly blobId: BlobId
}

/** What is kept together. */
export interface KeptParts {
  readonly written: readonly WrittenPart[]
  /** Those that are not in it yet, and still there, will be. */
  readonly media: readonly MediaPart[]
  /** How far this gets; left out, it is the same. */
  readonly chats?: number
  readonly doneTo?: ConversationId
  readonly writing?: ExportTask['writing']
}

export interface UnreadMedia extends MediaPart {
  readonly size: number
}

/** A finished archive's files, in their order. */
export interface FinishedExport {
  readonly id: ExportId
  readonly finishedAt: Instant
  readonly size: number
  readonly parts: readonly ArchivedPart[]
}

export interface ArchivedPart {
  readonly name: string
  readonly blobId: BlobId
  readonly deflated: boolean
  readonly size: number
  readonly stored: number
  readonly crc: number
}

/** Archives of what people may see: one each, made piece by piece, so that whoever is killed loses a piece at most. */
export interface Exports {
  /** A new one; what was finished or failed before goes. While one is being made, that one. */
  begin(userId: UserId): Promise<{ readonly status: ExportStatus; readonly released: readonly BlobId[] }>
  status(userId: UserId): Promise<ExportStatus | null>
  /** Absent is fine. */
  discard(userId: UserId): Promise<readonly BlobId[]>
  /** Forgets one that is past its end, or was given up as long ago. Null: there is none. */
  forgetExpired(): Promise<readonly BlobId[] | null>
  /** To be made, and not waiting for another try: the oldest first. */
  due(): Promise<readonly ExportId[]>
  /** Runs `work` unless some process is at this export already. Whoever dies lets go of it at once. */
  alone(id: ExportId, work: () => Promise<void>): Promise<void>
  /** Null: there is none to be made. */
  task(id: ExportId): Promise<ExportTask | null>
  /** All or nothing. Answers the version after it. @throws KithError `gone`: it was discarded, or another one makes it */
  keep(task: Pick<ExportTask, 'id' | 'version'>, parts: KeptParts): Promise<number>
  /** Chats that are in it. */
  chatsIn(id: ExportId): Promise<readonly ConversationId[]>
  /** Media whose checksum isn't known. */
  unread(id: ExportId, limit: number): Promise<readonly UnreadMedia[]>
  /** Null: the bytes are not there; it isn't in the archive then. */
  checked(id: ExportId, name: string, crc: number | null): Promise<void>
  parts(id: ExportId): Promise<readonly ArchivedPart[]>
  /** @throws KithError `gone`, as `keep` */
  finish(task: Pick<ExportTask, 'id' | 'version'>, size: number): Promise<void>
  /** It is tried again, later each time; after the last time it is given up. */
  failed(id: ExportId): Promise<void>
  /** Null: none that is ready. */
  finished(userId: UserId): Promise<FinishedExport | null>
}
