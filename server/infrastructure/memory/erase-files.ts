import type { ConversationId, Instant } from '@/contracts/ids'
import type { Committed } from '@/server/application/log-ports'
import { committedIn, tellThoseWhoLeft } from './change-message'
import { floorOf } from './floor'
import type { MemoryConversation, MemoryLogRow, MemoryMessage, MemoryWorld } from './memory-world'
import { placementIn } from './message-of'

const DAY_MS = 86_400_000

/** So many days before. */
export function before(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * DAY_MS).toISOString()
}

/** Its files are kept no longer. */
export function losesFiles({ retention }: MemoryWorld, message: MemoryMessage, now: Instant): boolean {
  const { kind, attachments, sentAt } = message
  const { files } = retention
  return files !== null && kind !== 'sticker' && attachments.length > 0 && sentAt <= before(now, files)
}

/** Of what says something besides, in all places. */
export function eraseFiles(world: MemoryWorld, id: ConversationId, now: Instant): readonly Committed[] {
  const conversation = world.conversations.get(id)
  if (conversation === undefined) return []
  const floor = floorOf(conversation)
  const due = [...world.messages.values()].filter(
    (message) =>
      message.text !== '' &&
      losesFiles(world, message, now) &&
      message.placements.some(
        ({ conversationId, seq, deletedBy }) => conversationId === id && deletedBy === null && seq > floor,
      ),
  )
  if (due.length === 0) return []
  const rows = append(world, due)
  for (const message of due) world.messages.set(message.id, without(world, message))
  return rows.flatMap(([conversationId, row]) => committedIn(world, conversationId, row))
}

/** One seq for each, in each place, in the order in which they stand there. */
function append(world: MemoryWorld, due: readonly MemoryMessage[]): readonly [ConversationId, MemoryLogRow][] {
  const standing = [...world.conversations.values()].filter((one) => due.some((message) => standsIn(one, message)))
  const at = world.now(
    standing
      .map(({ lastSentAt }) => lastSentAt)
      .sort()
      .at(-1),
  )
  return standing.flatMap((conversation) =>
    due
      .filter((message) => standsIn(conversation, message))
      .sort((one, other) => placementIn(conversation, one).seq - placementIn(conversation, other).seq)
      .map((message): [ConversationId, MemoryLogRow] => {
        const { seq: target } = placementIn(conversation, message)
        const { id: messageId, senderId: actorId } = message
        const seq = conversation.log.length + 1
        const row = { seq, kind: 'message:filesErased' as const, actorId, at, userId: null, messageId, target }
        conversation.log.push(row)
        tellThoseWhoLeft(conversation, target, seq)
        return [conversation.identity.id, row]
      }),
  )
}

function standsIn(conversation: MemoryConversation, { placements }: MemoryMessage): boolean {
  const { id } = conversation.identity
  const here = placements.find(({ conversationId }) => conversationId === id)
  return here !== undefined && here.deletedBy === null && here.seq > floorOf(conversation)
}

function without({ retention }: MemoryWorld, message: MemoryMessage): MemoryMessage {
  const filesErased = { count: message.attachments.length, afterDays: retention.files ?? 0 }
  return { ...message, attachments: [], filesErased }
}
