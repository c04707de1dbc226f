import { cell, put } from '@/client/cell'
import type { ConversationId } from '@/contracts/ids'

/** The chat whose pinned messages are listed. */
export const listedPins = cell<ConversationId | null>(null)
export const listPins = (id: ConversationId): void => put(listedPins, id)
export const doneWithPins = (): void => put(listedPins, null)
