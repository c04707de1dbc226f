import type { Draft } from '@/contracts/dto'
import type { ConversationId } from '@/contracts/ids'

/** Where drafts outlive a page. What is put is kept when `put` returns: the page may be gone right after. */
export interface KeptDrafts {
  all(): readonly (readonly [ConversationId, Draft])[]
  put(id: ConversationId, draft: Draft | null): void
}

export function memoryDrafts(): KeptDrafts {
  const drafts = new Map<ConversationId, Draft>()
  return {
    all: () => [...drafts],
    put(id, draft) {
      if (draft) drafts.set(id, draft)
      else drafts.delete(id)
    },
  }
}
