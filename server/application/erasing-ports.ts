import type { ConversationId } from '@/contracts/ids'
import type { BlobId } from './file-ports'
import type { Committed } from './log-ports'

/** Erasing for ever, piece by piece: whatever is killed in between, what is due stays due until it is done. */
export interface Erasing {
  /** Conversations of which something is due, the longest due first. */
  due(limit: number): Promise<readonly ConversationId[]>
  /** One transaction's worth of what is due in the conversation: what no member can see any more, and what has expired. */
  erase(conversationId: ConversationId): Promise<Erased>
}

export interface Erased {
  /** It isn't all. */
  readonly more: boolean
  /** Blobs that may have lost their last row. */
  readonly released: readonly BlobId[]
  /** What members are to be told of it. */
  readonly committed: readonly Committed[]
}
