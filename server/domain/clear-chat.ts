import type { UserId } from '@/contracts/ids'
import { changeShared, undecided } from './decide'
import { notFound } from './errors'
import type { Decision, Group } from './group'
import { removeMember } from './remove-member'

/**
 * Deletes a chat for one of its members, present or past. Of a group it is leaving, where there is something to leave.
 * `forGood`: their account goes, so a direct chat is closed for the other.
 * @throws KithError `not_found`
 */
export function clearChat(group: Group, userId: UserId, forGood = false): Decision {
  const member = group.members.find((other) => other.userId === userId)
  if (member === undefined) throw notFound('conversation')
  if (forGood && group.kind === 'direct' && member.active && !group.shared.closed) {
    return changeShared(undecided(group), 'conversation:closed', { closed: true })
  }
  const leaves = group.kind === 'group' && member.active && !group.shared.closed && !group.over
  return leaves ? removeMember(group, userId, userId) : undecided(group)
}

/** Whether nobody has the chat once `userId` has deleted it: then what was said in it is erased for ever. */
export function erasesAll(members: readonly { readonly userId: UserId; readonly away: boolean }[], userId: UserId) {
  return members.every((other) => other.away || other.userId === userId)
}
