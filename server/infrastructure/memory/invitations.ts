import type { ConversationId, UserId } from '@/contracts/ids'
import type { PrivateVersion } from '@/server/application/log-ports'
import { notFound } from '@/server/domain/errors'
import { compareIds, mayManage } from '@/server/domain/roles'
import { blocks } from './blocks'
import type { MemoryConversation, MemoryInvitation, MemoryWorld } from './memory-world'

export function invitationsTo(world: MemoryWorld, id: ConversationId): readonly MemoryInvitation[] {
  return [...world.invitations.values()].filter(({ conversationId }) => conversationId === id)
}

/** Who is in a group by being added, who is to agree first, and who blocks the one who adds them. */
export function whoJoins(world: MemoryWorld, byId: UserId, userIds: readonly UserId[]) {
  const asked = [...new Set(userIds)]
  if (asked.some((id) => !world.users.has(id))) throw notFound('person')
  const notAdded = asked.filter((id) => blocks(world, id, byId))
  const others = asked.filter((id) => !notAdded.includes(id))
  const added = others.filter((id) => id === byId || world.letsIn('groups', id, byId))
  return { added, invited: others.filter((id) => !added.includes(id)), notAdded }
}

export function invite(
  world: MemoryWorld,
  byId: UserId,
  conversation: MemoryConversation,
  userIds: readonly UserId[],
): readonly PrivateVersion[] {
  if (userIds.length === 0) return []
  const conversationId = conversation.identity.id
  for (const userId of userIds) {
    const key = `${conversationId}/${userId}`
    if (!world.invitations.has(key)) {
      world.invitations.set(key, { conversationId, userId, byId, at: world.now() })
    }
  }
  return concerned(world, conversation, userIds, true)
}

/** After the group changed: takes away what can't be accepted any more, and counts versions up. */
export function settleInvitations(world: MemoryWorld, conversation: MemoryConversation): readonly PrivateVersion[] {
  const { identity, shared, members, retired } = conversation
  const there = invitationsTo(world, identity.id)
  if (there.length === 0) return []
  const gone = there.filter(
    ({ byId, userId }) => shared.closed || retired || !members.get(byId)?.active || members.get(userId)?.active,
  )
  for (const { userId } of gone) world.invitations.delete(`${identity.id}/${userId}`)
  return concerned(
    world,
    conversation,
    gone.map(({ userId }) => userId),
    gone.length > 0,
  )
}

/** @param listed who is invited to the group is different now: its admins see that, too */
export function concerned(
  world: MemoryWorld,
  { identity, members }: MemoryConversation,
  userIds: readonly UserId[],
  listed: boolean,
): readonly PrivateVersion[] {
  const admins = [...members.values()].filter(({ active, role }) => listed && active && mayManage(role))
  const all = [...userIds, ...invitationsTo(world, identity.id), ...admins].map((one) =>
    typeof one === 'string' ? one : one.userId,
  )
  return [...new Set(all)].sort(compareIds).flatMap((userId) => countUp(world, userId))
}

function countUp(world: MemoryWorld, userId: UserId): readonly PrivateVersion[] {
  const user = world.users.get(userId)
  return user === undefined ? [] : [{ userId, privateVersion: ++user.privateVersion }]
}

/** What one of two people invites the other to, where one of them blocks the other. */
export function voidBetween(world: MemoryWorld, one: UserId, other: UserId): readonly PrivateVersion[] {
  if (!blocks(world, one, other) && !blocks(world, other, one)) return []
  const both = [one, other]
  const gone = [...world.invitations.values()].filter(
    ({ userId, byId }) => both.includes(userId) && both.includes(byId),
  )
  const told = gone.flatMap(({ conversationId, userId }) => {
    world.invitations.delete(`${conversationId}/${userId}`)
    const members = [...(world.conversations.get(conversationId)?.members.values() ?? [])]
    return [userId, ...members.filter(({ active, role }) => active && mayManage(role)).map((member) => member.userId)]
  })
  return [...new Set(told)].flatMap((userId) => countUp(world, userId))
}
