import { cell, put } from '@/client/cell'
import type { ConversationId, Instant } from '@/contracts/ids'

/** The chat that is searched in. */
export const searchedChat = cell<ConversationId | null>(null)
export const searchIn = (id: ConversationId | null): void => put(searchedChat, id)

/** The chat to go to another date in, and the day that is offered first. */
export const dateJump = cell<{ readonly id: ConversationId; readonly near: Instant | null } | null>(null)
export const askForDate = (id: ConversationId, near: Instant | null = null): void => put(dateJump, { id, near })
export const doneWithDate = (): void => put(dateJump, null)
