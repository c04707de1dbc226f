import type { Seq, UserId } from '@/contracts/ids'
import type { MarkMoveInput } from '@/contracts/inputs'
import type { MovedReceipts, StateOf } from '@/server/application/log-ports'
import { advanceReceipts, reachedByOthers } from '@/server/domain/receipts'
import { covers } from '@/server/domain/visibility'
import { requestIn } from './asking'
import { apartSince } from './blocks'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'
import { endFor, receiptsFor, stateOf } from './present'

/** Moves forward only, and never past what the member may see. What is seen has been delivered. */
export function moveMarks(world: MemoryWorld, userId: UserId, moves: readonly MarkMoveInput[]) {
  const states: StateOf[] = []
  const receipts: MovedReceipts[] = []
  for (const [conversationId, move] of merged(moves)) {
    const conversation = world.conversations.get(conversationId)
    const before = conversation?.members.get(userId)
    if (conversation === undefined || before === undefined) continue
    const after = moved(before, shownOf(world, conversation, before, move), endFor(conversation, before))
    conversation.members.set(userId, after)
    keepMoves(world, conversation, before, after)
    states.push(stateOf(world, conversation, after))
    receipts.push(...settleReceipts(world, conversation, { before, after }))
  }
  return { states, receipts }
}

/** Of a chat that waits for one's yes nothing is told. Without `seen` where the two of a direct chat, or a group, don't show that. */
function shownOf(
  world: MemoryWorld,
  { identity, shared, members }: MemoryConversation,
  { userId }: MemoryMember,
  move: Marks,
) {
  const other = [...members.keys()].find((id) => id !== userId)
  if (identity.kind === 'group') return shared.receiptsShown ? move : { ...move, seen: 0 }
  if (requestIn(world, identity.id)?.askedId === userId) return { ...move, delivered: 0, seen: 0 }
  return other !== undefined && world.receiptsBetween(userId, other) ? move : { ...move, seen: 0 }
}

function merged(moves: readonly MarkMoveInput[]): ReadonlyMap<string, Marks> {
  const byConversation = new Map<string, Marks>()
  for (const { conversationId, delivered = 0, read = 0, seen = 0 } of moves) {
    const known = byConversation.get(conversationId) ?? { delivered: 0, read: 0, seen: 0 }
    byConversation.set(conversationId, {
      delivered: Math.max(known.delivered, delivered, seen),
      read: Math.max(known.read, read),
      seen: Math.max(known.seen, seen),
    })
  }
  return byConversation
}

type Marks = Pick<MemoryMember, 'delivered' | 'read' | 'seen'>

function moved(member: MemoryMember, move: Marks, end: Seq): MemoryMember {
  const forward = (mark: keyof Marks) => Math.max(member[mark], Math.min(move[mark], end))
  const read = forward('read')
  const stateVersion = member.stateVersion + (read > member.read ? 1 : 0)
  const markedUnread = member.markedUnread && read === member.read
  return { ...member, delivered: forward('delivered'), seen: forward('seen'), read, stateVersion, markedUnread }
}

function keepMoves(world: MemoryWorld, conversation: MemoryConversation, before: MemoryMember, after: MemoryMember) {
  for (const kind of ['delivered', 'seen'] as const) {
    const [from, to] = [before[kind], after[kind]]
    if (othersIn(conversation, before.userId, from, to).size === 0) continue
    conversation.moves.push({ userId: before.userId, kind, from, to, at: world.now() })
  }
}

/** The senders, other than `userId`, of messages in (from, to]. */
function othersIn(conversation: MemoryConversation, userId: UserId, from: Seq, to: Seq): Set<UserId> {
  const posts = conversation.log.slice(from, Math.max(from, to)).filter(({ kind }) => kind === 'message:posted')
  return new Set(posts.map(({ actorId }) => actorId).filter((actorId) => actorId !== userId))
}

/** Stores what everybody's receipts are now. Answers those that changed, those of senders the move covers, or `all`. */
export function settleReceipts(
  world: MemoryWorld,
  conversation: MemoryConversation,
  move: { before: MemoryMember; after: MemoryMember } | null,
  all = false,
): MovedReceipts[] {
  const covered = new Set(
    move === null
      ? []
      : (['delivered', 'seen'] as const).flatMap((kind) => [
          ...othersIn(conversation, move.after.userId, move.before[kind], move.after[kind]),
        ]),
  )
  return [...conversation.members.values()].flatMap((sender) => {
    if (!sender.active || sender.userId === move?.after.userId) return []
    if (isApart(world, conversation)) return []
    const receipts = receiptsOf(conversation, sender)
    const same = receipts.delivered === sender.receipts.delivered && receipts.seen === sender.receipts.seen
    if (same && !all && !covered.has(sender.userId)) return []
    const after = { ...sender, receipts }
    conversation.members.set(sender.userId, after)
    return [
      { userId: sender.userId, conversationId: conversation.identity.id, receipts: receiptsFor(conversation, after) },
    ]
  })
}

function receiptsOf(conversation: MemoryConversation, sender: MemoryMember) {
  const own = conversation.log.filter(
    (row) => row.kind === 'message:posted' && row.actorId === sender.userId && gotBy(conversation, sender, row.seq),
  )
  const reached = reachedByOthers([...conversation.members.values()], sender.userId)
  return advanceReceipts(
    sender.receipts,
    own.map(({ seq }) => seq),
    reached,
  )
}

function isApart(world: MemoryWorld, { identity: { pair } }: MemoryConversation): boolean {
  return pair !== null && apartSince(world, pair[0], pair[1]) !== null
}

/** In a chat of two, nobody gets what was said while they blocked its sender. */
function gotBy({ identity, members }: MemoryConversation, sender: MemoryMember, seq: Seq): boolean {
  const others = [...members.values()].filter(({ userId }) => userId !== sender.userId)
  return identity.pair === null || others.every(({ intervals }) => covers(intervals, seq))
}
