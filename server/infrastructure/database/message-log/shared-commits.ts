import type { NewMessage, SendResult } from '@/server/application/log-ports'
import { Convoy } from '../convoy'

/** Commits underway at once, no two of one conversation. */
export const LANES = 2
/** In characters, each message counting as so many more: at most 256 share a commit. */
const MESSAGE_WEIGHT = 4_000
const MOST_WEIGHT = 256 * MESSAGE_WEIGHT

type Store = (messages: readonly NewMessage[]) => Promise<readonly SendResult[]>

/**
 * Stores sends; what arrives while no lane is free, or behind another message of its conversation, shares the next commit. A
 * conversation's sends stay in their order. Who names files, people or several places needs more than one statement, and doesn't
 * make others wait for it.
 */
export function sharedCommits({ alone, together }: { readonly alone: Store; readonly together: Store }): Store {
  const weightOf = ({ text }: NewMessage) => text.length + MESSAGE_WEIGHT
  const lanes = { most: LANES, keyOf: (message: NewMessage) => onlyConversationOf(message) ?? '' }
  const convoy = new Convoy({ run: together, weightOf, mostWeight: MOST_WEIGHT, lanes })
  return async (messages) => {
    const [message] = messages
    const shares = message && messages.length === 1 && onlyConversationOf(message) !== null
    return shares ? [await convoy.join(message)] : alone(messages)
  }
}

function onlyConversationOf({ attachments, forward, places }: NewMessage): string | null {
  const [place] = places
  if (attachments.length > 0 || forward || places.length !== 1 || !place) return null
  return 'conversationId' in place ? place.conversationId : null
}
