import type { ConversationId } from '@/contracts/ids'
import type { BlobId } from './ports'

/** Erasing for ever, piece by piece: whatever is killed in between, what is due stays due until it is done. */
export interface Erasing {
  /** Conversations of which something is due, the longest due first. */
  due(limit: number): Promise<readonly ConversationId[]>
  /**
   * One transaction's worth of what no member of the conversation can see any more. `more`: it isn't all. `released`:
   * blobs that may have lost their last row.
   */
  eraseUnseen(conversationId: ConversationId): Promise<{ readonly more: boolean; readonly released: readonly BlobId[] }>
}
