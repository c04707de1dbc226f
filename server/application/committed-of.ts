import type { Conversation, LogEvent, Member } from '@/contracts/dto'
import type { ConversationId, Instant, UserId } from '@/contracts/ids'
import { type Decision, type Group, memberOf, type Step } from '@/server/domain/group'
import { receiptsSetTo } from '@/server/domain/receipts'
import { maySee } from '@/server/domain/visibility'
import type { Committed } from './log-ports'

/** What of a conversation never changes. */
export interface ConversationIdentity {
  readonly id: ConversationId
  readonly kind: 'direct' | 'group'
  readonly pair: readonly [UserId, UserId] | null
  readonly createdAt: Instant
}

/** The events of a decision that was stored, each with those who see it. */
export function committedOf(
  identity: ConversationIdentity,
  { group, steps }: Decision,
  actorId: UserId,
  at: Instant,
): readonly Committed[] {
  return steps.map((step) => ({
    event: eventOf(identity, group, step, actorId, at),
    recipients: group.members.filter((member) => maySee(member, step.seq)).map(({ userId }) => userId),
  }))
}

export function conversationOf(identity: ConversationIdentity, { shared }: Pick<Group, 'shared'>): Conversation {
  return { ...identity, ...shared }
}

function eventOf(identity: ConversationIdentity, group: Group, step: Step, actorId: UserId, at: Instant): LogEvent {
  const base = { conversationId: identity.id, seq: step.seq, at, actorId }
  switch (step.kind) {
    case 'member:joined':
    case 'member:left':
    case 'member:roleChanged':
      return { ...base, kind: step.kind, member: memberIn(group, step) }
    case 'conversation:settingsChanged':
      return {
        ...base,
        kind: step.kind,
        receipts: receiptsSetTo(step.setTo),
        conversation: conversationOf(identity, group),
      }
    case 'conversation:timerChanged':
    case 'conversation:endChanged':
      return { ...base, kind: step.kind, setTo: step.setTo ?? null, conversation: conversationOf(identity, group) }
    default:
      return { ...base, kind: step.kind, conversation: conversationOf(identity, group) }
  }
}

function memberIn(group: Group, step: Step): Member {
  const member = group.members.find(({ userId }) => userId === step.userId)
  if (member === undefined) throw new Error(`Log row ${step.seq} names somebody who was never a member.`)
  return memberOf(member)
}
