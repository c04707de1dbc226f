import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { ConversationChange, Conversations } from '@/server/application/ports'
import { addMembers, requireRoom } from '@/server/domain/add-members'
import { changeGroup } from '@/server/domain/change-group'
import { KithError, notFound } from '@/server/domain/errors'
import { found, foundGroup, keptOut } from '@/server/domain/found'
import { type Decision, type Group, memberOf, membersShownTo } from '@/server/domain/group'
import { pairKeyOf, pairOf } from '@/server/domain/pair'
import { removeMember } from '@/server/domain/remove-member'
import { compareIds } from '@/server/domain/roles'
import { setRole } from '@/server/domain/set-role'
import { applyDecision, groupOf, makeConversation } from './apply-decision'
import { apartSince, blocks } from './blocks'
import { clear, clearing } from './clear-chat'
import type { MemoryWorld } from './memory-world'
import { settleReceipts } from './move-marks'
import { openTo } from './open-to'
import { conversationFor } from './present'
import { setPrivateState } from './private-state'

export function createMemoryConversations(world: MemoryWorld): Conversations {
  const requireUsers = (userIds: readonly UserId[]) => {
    if (userIds.some((userId) => !world.users.has(userId))) throw notFound('person')
  }
  const changeOf = (
    actorId: UserId,
    conversationId: ConversationId,
    decide: (group: Group) => Decision,
  ): ConversationChange => {
    const { conversation } = openTo(world, actorId, conversationId)
    const decision = decide(groupOf(world, conversation))
    const hidden = !conversation.shared.receiptsShown
    const at = applyDecision(world, conversation, actorId, decision)
    const shownAgain = hidden && decision.group.shared.receiptsShown
    const settles = shownAgain || decision.steps.some(({ kind }) => kind === 'member:left')
    return {
      committed: committedOf(conversation.identity, decision, actorId, at),
      receipts: settles ? settleReceipts(world, conversation, null, shownAgain) : [],
    }
  }
  const blockersOf = (userId: UserId, userIds: readonly UserId[]) =>
    [...new Set(userIds)].filter((other) => blocks(world, other, userId)).sort(compareIds)
  const without = (userIds: readonly UserId[], others: readonly UserId[]) =>
    userIds.filter((userId) => !others.includes(userId))
  return {
    openDirect: async (userId, otherId) => {
      if (userId === otherId) throw new KithError('invalid', 'Choose somebody else to talk to.')
      requireUsers([userId, otherId])
      const key = pairKeyOf(userId, otherId)
      for (const { identity, members, retired } of world.conversations.values()) {
        if (identity.pair?.join(':') === key && !retired) {
          const member = members.get(userId)
          if (member?.away) members.set(userId, { ...member, away: false, stateVersion: member.stateVersion + 1 })
          return { conversationId: identity.id, created: false, committed: [], receipts: [] }
        }
      }
      const apart = apartSince(world, userId, otherId) === null ? null : otherId
      const founded = keptOut(found('direct', userId, [otherId], {}), apart)
      const made = makeConversation(world, userId, founded, pairOf(key))
      return { ...made, created: true }
    },

    createGroup: async (ownerId, { userIds, maxMembers, ...group }) => {
      requireRoom(new Set([ownerId, ...userIds]).size, maxMembers)
      requireUsers([ownerId, ...userIds])
      const notAdded = blockersOf(ownerId, userIds)
      const founded = foundGroup(ownerId, without(userIds, notAdded), group)
      return { ...makeConversation(world, ownerId, founded, null), notAdded }
    },

    change: async (actorId, id, change) => changeOf(actorId, id, (group) => changeGroup(group, actorId, change)),

    addMembers: async (actorId, id, userIds, maxMembers) => {
      const notAdded = blockersOf(actorId, userIds)
      const change = changeOf(actorId, id, (group) => {
        const decision = addMembers(group, actorId, without(userIds, notAdded), maxMembers)
        requireUsers(userIds)
        return decision
      })
      return { ...change, notAdded }
    },

    removeMember: async (actorId, id, userId) => changeOf(actorId, id, (group) => removeMember(group, actorId, userId)),
    setRole: async (actorId, id, userId, role) =>
      changeOf(actorId, id, (group) => setRole(group, actorId, userId, role)),

    members: async (userId, conversationId) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      return membersShownTo(member, [...conversation.members.values()])
    },

    clear: async (userId, id, forGood) => clear(world, userId, id, forGood),
    clearing: async (userId, id) => clearing(world, userId, id),

    setPrivateState: async (userId, input) => setPrivateState(world, userId, input),

    others: async (userId, conversationId) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      if (!member.active) throw notFound('conversation')
      const members = [...conversation.members.values()]
      return members.filter((other) => other.active && other.userId !== userId).map((other) => other.userId)
    },

    forMember: async (userId, conversationId) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      return { conversation: conversationFor(conversation, member), member: memberOf(member) }
    },
  }
}
