import type { Instant } from './ids'

/** How far something got, of what there is. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** An archive of all that I may see, being made or made. Its bytes are at `EXPORT_ADDRESS`. */
export interface ExportStatus {
  readonly state: 'making' | 'ready' | 'failed'
  readonly startedAt: Instant
  readonly chats: Progress
  /** In bytes. What there is grows while chats are read. */
  readonly files: Progress
  /** Of the archive, in bytes, once it is ready. */
  readonly size: number | null
  /** When it will be erased, once it is ready. */
  readonly expiresAt: Instant | null
}

export const EXPORT_ADDRESS = '/api/export'
