import type { HistoryEvent, Message, Reaction } from '@/contracts/dto'
import type { Instant, Seq, UserId } from '@/contracts/ids'
import type { MessageChange } from '@/server/domain/change-message'
import { indexOf } from './timeline'

/** What I make of a message, until the server has answered. */
export interface Wish {
  readonly seq: Seq
  readonly change: MessageChange
  readonly at: Instant
}

/** The events as they will be. The same list when none of them is concerned. */
export function withWishes(
  events: readonly HistoryEvent[],
  wishes: readonly Wish[],
  me: UserId,
): readonly HistoryEvent[] {
  return wishes.reduce((shown, wish) => {
    const index = indexOf(shown, wish.seq)
    const event = shown[index]
    if (event?.kind !== 'message:posted' || event.message.deleted) return shown
    return shown.with(index, { ...event, message: wished(event.message, wish, me) })
  }, events)
}

function wished(message: Message, { change, at }: Wish, me: UserId): Message {
  switch (change.kind) {
    case 'message:edited':
      return { ...message, text: change.text, editedAt: at }
    case 'message:deleted':
      return { ...message, text: '', editedAt: null, deleted: { by: me }, reactions: [] }
    case 'message:reacted':
      return { ...message, reactions: reacted(message.reactions, change.emoji, me) }
    case 'message:pinned':
      return { ...message, pinned: change.pinned ? { by: me, at } : null }
  }
}

function reacted(reactions: readonly Reaction[], emoji: string | null, me: UserId): readonly Reaction[] {
  const others = reactions
    .map((one) => ({ ...one, userIds: one.userIds.filter((userId) => userId !== me) }))
    .filter((one) => one.userIds.length > 0 || one.emoji === emoji)
  if (emoji === null) return others
  if (!others.some((one) => one.emoji === emoji)) return [...others, { emoji, userIds: [me] }]
  return others.map((one) => (one.emoji === emoji ? { ...one, userIds: [...one.userIds, me] } : one))
}
