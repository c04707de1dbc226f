import type { Draft } from '@/contracts/dto'
import type { UserId } from '@/contracts/ids'
import type { PrivateStateInput } from '@/contracts/inputs'
import type { StateOf } from '@/server/application/log-ports'
import type { MemoryMember, MemoryWorld } from './memory-world'
import { openTo } from './open-to'
import { stateOf } from './present'

export function setPrivateState(world: MemoryWorld, userId: UserId, input: PrivateStateInput): StateOf {
  const { conversation, member } = openTo(world, userId, input.conversationId)
  const { markedUnread = member.markedUnread, archived = member.archived } = input
  const { mentionsOnly = member.mentionsOnly } = input
  const after: MemoryMember = {
    ...member,
    markedUnread,
    archived,
    mentionsOnly,
    mutedUntil: input.mutedUntil === undefined ? member.mutedUntil : normal(input.mutedUntil),
    pinnedAt: pinnedAt(world, member, input.pinned),
    draft: conversation.shared.report === null ? laterDraft(member, input.draft) : null,
    stateVersion: member.stateVersion + 1,
  }
  conversation.members.set(userId, after)
  return stateOf(world, conversation, after)
}

function laterDraft({ active, away, draft }: MemoryMember, written: PrivateStateInput['draft']): Draft | null {
  return active && !away && written && (draft === null || written.at > draft.at) ? written : draft
}

function normal(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString()
}

function pinnedAt(world: MemoryWorld, member: MemoryMember, pinned: boolean | undefined): string | null {
  if (pinned === undefined) return member.pinnedAt
  return pinned ? (member.pinnedAt ?? world.now()) : null
}
