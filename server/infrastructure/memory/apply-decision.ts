import type { ConversationId, Instant, Seq, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Decision, Group, GroupMember } from '@/server/domain/group'
import { covers } from '@/server/domain/visibility'
import { waitsFor } from './asking'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'

/** Its end has come. */
export function isOver(world: MemoryWorld, { shared }: MemoryConversation): boolean {
  return shared.endsAt !== null && shared.endsAt <= world.now()
}

export function groupOf(world: MemoryWorld, conversation: MemoryConversation): Group {
  const { identity, shared, log, members } = conversation
  return {
    kind: identity.kind,
    shared,
    over: isOver(world, conversation),
    lastSeq: log.length,
    members: [...members.values()],
    waitsFor: waitsFor(world, conversation),
  }
}

/** Answers when it happened. */
export function applyDecision(
  world: MemoryWorld,
  conversation: MemoryConversation,
  actorId: UserId,
  { group, steps }: Decision,
): Instant {
  const at = world.now(conversation.lastSentAt)
  const before = conversation.log.length
  const { endsAt } = group.shared
  if (endsAt !== conversation.shared.endsAt) conversation.endsBy = actorId
  conversation.shared = group.shared
  for (const { seq, kind, userId, setTo = null } of steps) {
    conversation.log.push({ seq, kind, actorId, at, userId, messageId: null, target: null, setTo })
  }
  for (const member of group.members) applyMember(conversation, member, before)
  return at
}

function applyMember({ members }: MemoryConversation, member: GroupMember, before: Seq): void {
  if (member.changedSeq <= before) return
  const known = members.get(member.userId) ?? NEWCOMER
  const { joinedSeq } = member
  members.set(member.userId, {
    ...known,
    ...member,
    draft: member.active ? known.draft : null,
    away: known.away && !member.active,
    delivered: Math.max(known.delivered, joinedSeq),
    read: Math.max(known.read, joinedSeq),
    seen: Math.max(known.seen, joinedSeq),
  })
}

const NEWCOMER: Omit<MemoryMember, keyof GroupMember> = {
  delivered: 0,
  read: 0,
  seen: 0,
  receipts: { delivered: 0, seen: 0 },
  stateVersion: 1,
  away: false,
  markedUnread: false,
  mutedUntil: null,
  mentionsOnly: false,
  pinnedAt: null,
  archived: false,
  draft: null,
  own: new Map(),
  ownVersion: 0,
}

export function makeConversation(
  world: MemoryWorld,
  founderId: UserId,
  decision: Decision,
  pair: readonly [UserId, UserId] | null,
  id: ConversationId = world.nextId(),
) {
  const conversation: MemoryConversation = {
    identity: { id, kind: decision.group.kind, pair, createdAt: world.now() },
    shared: decision.group.shared,
    lastSentAt: '',
    log: [],
    members: new Map(),
    moves: [],
    retired: false,
    endsBy: founderId,
  }
  world.conversations.set(id, conversation)
  const at = applyDecision(world, conversation, founderId, decision)
  for (const member of conversation.members.values()) {
    if (!covers(member.intervals, 1)) conversation.members.set(member.userId, { ...member, away: true })
  }
  return { conversationId: id, committed: committedOf(conversation.identity, decision, founderId, at), receipts: [] }
}
