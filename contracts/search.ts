import { z } from 'zod'
import { LIMITS } from '@/server/domain/limits'
import type { MessagePosted } from './dto'
import type { ConversationId, Instant, MessageId, Seq, UserId } from './ids'
import { idSchema, instantSchema, seqSchema } from './ids'
import { conversationInput, textSchema } from './inputs'

/** What a message has that galleries gather: pictures and videos, files, voices and circle videos, links. */
export const CONTENT_KINDS = ['media', 'file', 'voice', 'link'] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]
const contentKindSchema = z.enum(CONTENT_KINDS)

/** Words that all must be in it, in any order; “words in quotes” stand together. Empty: whatever the filters leave. */
export const searchMessagesInput = z.object({
  query: textSchema({ name: 'The search', maxChars: 200, maxBytes: 800 }),
  conversationId: idSchema.optional(),
  senderId: idSchema.optional(),
  kind: contentKindSchema.optional(),
  /** Sent at this instant or later. */
  after: instantSchema.optional(),
  /** Sent before this instant. */
  before: instantSchema.optional(),
  /** Where the page before this one ended. */
  cursor: idSchema.optional(),
  limit: z.int().min(1).max(LIMITS.pageMax).default(20),
})
/** Newest first; `cursor` is the page before's `next`. */
export const galleryInput = conversationInput.extend({
  kind: contentKindSchema,
  cursor: seqSchema.optional(),
  limit: z.int().min(1).max(LIMITS.pageMax).default(60),
})
export const firstAtInput = conversationInput.extend({ at: instantSchema })

export type SearchMessagesInput = z.infer<typeof searchMessagesInput>
export type GalleryInput = z.infer<typeof galleryInput>

/** A message that was found, in one of the places where it may be seen. */
export interface SearchHit {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  readonly seq: Seq
  readonly senderId: UserId
  readonly sentAt: Instant
  /** When it is erased there; absent: it stays. */
  readonly expiresAt?: Instant
  /** The part of its text around what was found, or of its files’ names, without marks; empty where it has none. */
  readonly text: string
  /** What was found in `text`: from…to in UTF-16 units, `to` exclusive, in order. */
  readonly found: readonly (readonly [number, number])[]
  readonly content: readonly ContentKind[]
}

export interface SearchPage {
  /** Newest first. */
  readonly hits: readonly SearchHit[]
  /** Null: nothing is older. */
  readonly cursor: string | null
}

export interface GalleryPage {
  /** Newest first, texts cut as previews. */
  readonly events: readonly MessagePosted[]
  /** `cursor` of the next page; null: nothing is older. */
  readonly next: Seq | null
}
