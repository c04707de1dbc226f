import type { ConversationId, Instant, MessageId, Seq, UserId } from '@/contracts/ids'

/** How a member wants to be told of what is said in a conversation. */
export interface Wishes {
  readonly kind: 'direct' | 'group'
  readonly mutedUntil: Instant | null
  /** Only of what mentions them, or answers what they said. */
  readonly mentionsOnly: boolean
}

interface About {
  readonly mentioned: boolean
  /** It answers a message of theirs. */
  readonly answered: boolean
}

/** Another place of the same message that the member may see. */
export interface OtherPlace extends Wishes, About {
  readonly conversationId: ConversationId
  /** When it came there, in milliseconds. */
  readonly at: number
  readonly read: boolean
}

/** A message of somebody else's that the member may see and has not read. */
export interface UnreadMessage extends About {
  readonly seq: Seq
  readonly messageId: MessageId
  readonly senderId: UserId
  readonly at: number
  readonly elsewhere: readonly OtherPlace[]
}

export interface UnreadChat extends Wishes {
  readonly conversationId: ConversationId
  /** By seq. */
  readonly messages: readonly UnreadMessage[]
}

/** Whether a message is worth a notification to this member: in a muted group a mention still is. `now` in milliseconds. */
export function isLoud({ kind, mutedUntil, mentionsOnly }: Wishes, about: About, now: number): boolean {
  if (mutedUntil !== null && Date.parse(mutedUntil) > now) return kind === 'group' && about.mentioned
  return !mentionsOnly || about.mentioned || about.answered
}

/**
 * The messages that the member is told of in this conversation, by seq. One that is in several places is told once: where
 * it came first among those that are loud, and nowhere when it was read in one of them.
 */
export function worthTelling(chat: UnreadChat, now: number): readonly UnreadMessage[] {
  return chat.messages.filter(
    (message) =>
      isLoud(chat, message, now) &&
      !message.elsewhere.some(
        (other) => other.read || (isLoud(other, other, now) && isBefore(other, { ...chat, at: message.at })),
      ),
  )
}

type Arrival = Pick<OtherPlace, 'conversationId' | 'at'>

function isBefore(one: Arrival, other: Arrival): boolean {
  if (one.at !== other.at) return one.at < other.at
  return BigInt(one.conversationId) < BigInt(other.conversationId)
}
