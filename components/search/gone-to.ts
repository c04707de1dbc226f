import { cell, put } from '@/client/cell'
import type { ConversationId, Seq } from '@/contracts/ids'
import { showMessage } from '../shell/location'

/** The message that one last went to from a search, and what was searched for. */
export const goneTo = cell<{ readonly id: ConversationId; readonly seq: Seq; readonly words: string } | null>(null)

export function goToHit(id: ConversationId, seq: Seq, words: string): void {
  put(goneTo, { id, seq, words })
  showMessage(id, seq)
}
