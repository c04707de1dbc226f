import type { ClientBase } from 'pg'
import type { Said } from './conversation-rows'
import { writeConversation } from './write-conversation'

const MINUTE_MS = 60_000

const SAYINGS = [
  'On my way',
  'The light over the harbour was unbelievable this morning, I wish you had seen it.',
  'ok',
  'Did you find the key? It was under the third flower pot, counting from the door, and the door is the green one.',
  'سأصل بعد قليل',
  '👍',
  'Let me think about it until tomorrow. There is something about the second paragraph that I would like to say better, and I do not know yet what it is.',
  'はい、もちろん',
  'Three things:\n- bread\n- the blue notebook\n- whatever is left of the cake',
]

export interface LongConversation {
  readonly userIds: readonly [string, string]
  readonly messages: number
  /** Of the other's messages, those at the end that the first of the two has not read. */
  readonly unread?: number
  readonly now: Date
}

/**
 * A direct conversation of any length that ends now, the two taking turns. In a transaction.
 * 100,000 messages take a few seconds.
 */
export function writeLongConversation(
  db: ClientBase,
  { userIds, messages, unread = 0, now }: LongConversation,
): Promise<string> {
  const said = Array.from(
    { length: messages },
    (_, index): Said => ({
      by: userIds[Math.floor(index / 3) % 2] ?? userIds[0],
      text: `${index + 1}. ${SAYINGS[index % SAYINGS.length]}`,
      at: new Date(now.getTime() - (messages - index) * 7 * MINUTE_MS),
    }),
  )
  const createdAt = new Date(now.getTime() - (messages + 1) * 7 * MINUTE_MS)
  return writeConversation(db, {
    createdAt,
    userIds,
    said,
    unread: { [userIds[0]]: unread },
  })
}
