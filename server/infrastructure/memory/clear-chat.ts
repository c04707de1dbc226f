import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { Cleared } from '@/server/application/log-ports'
import { clearChat, erasesAll } from '@/server/domain/clear-chat'
import { notFound } from '@/server/domain/errors'
import { covers } from '@/server/domain/visibility'
import { applyDecision, groupOf } from './apply-decision'
import { isAsked, requestIn } from './asking'
import { settleInvitations } from './invitations'
import type { MemoryConversation, MemoryMember, MemoryWorld } from './memory-world'
import { settleReceipts } from './move-marks'
import { openTo } from './open-to'
import { endFor, stateOf } from './present'

/** What nobody sees any more is left where it is: no read finds it. */
export function clear(world: MemoryWorld, userId: UserId, conversationId: ConversationId, forGood = false): Cleared {
  const { conversation } = openTo(world, userId, conversationId)
  const decision = clearChat(groupOf(world, conversation), userId, forGood)
  const at = applyDecision(world, conversation, userId, decision)
  const { member } = openTo(world, userId, conversationId)
  const end = endFor(conversation, member)
  const after: MemoryMember = {
    ...member,
    away: true,
    clearedTo: end,
    delivered: isAsked(world, conversation, userId) ? member.delivered : Math.max(member.delivered, end),
    read: Math.max(member.read, end),
    stateVersion: member.stateVersion + 1,
    markedUnread: false,
    pinnedAt: null,
    archived: false,
    draft: null,
    own: new Map(),
  }
  conversation.members.set(userId, after)
  const request = requestIn(world, conversationId)
  if (request?.askedId === userId) request.refused = true
  conversation.retired = [...conversation.members.values()].every((one) => seemsAway(world, conversation, one))
  if (conversation.retired) endAllStays(conversation)
  const concerned = decision.steps.length > 0 ? settleInvitations(world, conversation) : []
  return {
    ...(concerned.length > 0 && { concerned }),
    state: stateOf(world, conversation, after),
    committed: committedOf(conversation.identity, decision, userId, at),
    receipts: settleReceipts(world, conversation, null),
    picture: conversation.retired ? conversation.shared.pictureId : null,
  }
}

function endAllStays({ members }: MemoryConversation): void {
  for (const member of members.values()) members.set(member.userId, { ...member, active: false, intervals: [] })
}

export function clearing(world: MemoryWorld, userId: UserId, conversationId: ConversationId) {
  const { conversation, member } = openTo(world, userId, conversationId)
  if (member.away) throw notFound('conversation')
  const members = [...conversation.members.values()].map((one) => ({
    ...one,
    away: seemsAway(world, conversation, one),
  }))
  return { forAll: erasesAll(members, userId) }
}

/** Nobody can tell that they were refused. What a block hid from somebody who is away would have brought the chat back to them: nobody can tell that it didn't. */
function seemsAway(
  world: MemoryWorld,
  conversation: MemoryConversation,
  { userId, active, away, clearedTo, intervals }: MemoryMember,
): boolean {
  const { identity, log, shared } = conversation
  if (!shared.closed && isAsked(world, conversation, userId)) return false
  const later = log.slice(clearedTo).map(({ seq }) => seq)
  return away && (!active || identity.pair === null || later.every((seq) => covers(intervals, seq)))
}
