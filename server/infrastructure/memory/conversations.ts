import type { ConversationId, UserId } from '@/contracts/ids'
import { committedOf } from '@/server/application/committed-of'
import type { ConversationChange, Conversations } from '@/server/application/log-ports'
import { addMembers, requireRoom } from '@/server/domain/add-members'
import { changeGroup } from '@/server/domain/change-group'
import { managerIn } from '@/server/domain/decide'
import { KithError, notFound } from '@/server/domain/errors'
import { found, foundGroup, keptOut } from '@/server/domain/found'
import { type Decision, type Group, memberOf, membersShownTo } from '@/server/domain/group'
import { pairKeyOf, pairOf } from '@/server/domain/pair'
import { nobodyAdded } from '@/server/domain/refuse-adding'
import { askedOften } from '@/server/domain/refuse-send'
import { removeMember } from '@/server/domain/remove-member'
import { setRole } from '@/server/domain/set-role'
import { applyDecision, groupOf, makeConversation } from './apply-decision'
import { ask, forgetRequest, requestIn, standing } from './asking'
import { clear, clearing } from './clear-chat'
import { invite, settleInvitations, whoJoins } from './invitations'
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
    const concerned = decision.steps.length > 0 ? settleInvitations(world, conversation) : []
    return {
      ...(concerned.length > 0 && { concerned }),
      committed: committedOf(conversation.identity, decision, actorId, at),
      receipts: settles ? settleReceipts(world, conversation, null, shownAgain) : [],
    }
  }
  return {
    openDirect: async (userId, otherId) => {
      if (userId === otherId) throw new KithError('invalid', 'Choose somebody else to talk to.')
      requireUsers([userId, otherId])
      const key = pairKeyOf(userId, otherId)
      for (const { identity, members, retired } of world.conversations.values()) {
        if (identity.pair?.join(':') === key && !retired) {
          const member = members.get(userId)
          if (member?.away) {
            members.set(userId, { ...member, away: false, stateVersion: member.stateVersion + 1 })
            const request = requestIn(world, identity.id)
            if (request?.askedId === userId) forgetRequest(world, request)
          }
          return { conversationId: identity.id, created: false, committed: [], receipts: [] }
        }
      }
      const { apart, asks, tooOften } = standing(world, userId, otherId)
      if (tooOften) throw askedOften()
      const founded = keptOut(found('direct', userId, [otherId], {}), apart)
      const made = makeConversation(world, userId, founded, pairOf(key))
      ask(world, userId, otherId, asks, made.conversationId)
      return { ...made, created: true }
    },

    createGroup: async (ownerId, { userIds, maxMembers, ...group }) => {
      const others = userIds.filter((id) => id !== ownerId)
      const { added, invited, notAdded } = whoJoins(world, ownerId, others)
      if (added.length + invited.length === 0 && notAdded.length > 0) throw nobodyAdded()
      const founded = foundGroup(ownerId, added, { ...group, alone: invited.length > 0 })
      requireRoom(founded.group.members.length + invited.length, maxMembers)
      requireUsers([ownerId])
      const made = makeConversation(world, ownerId, founded, null)
      const { conversation } = openTo(world, ownerId, made.conversationId)
      return { ...made, concerned: invite(world, ownerId, conversation, invited), invited, notAdded }
    },

    change: async (actorId, id, change) => changeOf(actorId, id, (group) => changeGroup(group, actorId, change)),

    addMembers: async (actorId, id, userIds, maxMembers) => {
      const { conversation } = openTo(world, actorId, id)
      managerIn(groupOf(world, conversation), actorId)
      const active = [...conversation.members.values()].flatMap((one) => (one.active ? one.userId : []))
      const { added, invited, notAdded } = whoJoins(
        world,
        actorId,
        userIds.filter((userId) => !active.includes(userId)),
      )
      requireRoom(active.length + added.length + invited.length, maxMembers)
      const { concerned = [], committed } = changeOf(actorId, id, (group) =>
        addMembers(group, actorId, added, maxMembers),
      )
      const told = [...concerned, ...invite(world, actorId, conversation, invited)]
      return { committed, receipts: [], concerned: told, invited, notAdded }
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
      if (requestIn(world, conversationId) !== undefined) return []
      return members.filter((other) => other.active && other.userId !== userId).map((other) => other.userId)
    },

    forMember: async (userId, conversationId) => {
      const { conversation, member } = openTo(world, userId, conversationId)
      return { conversation: conversationFor(conversation, member), member: memberOf(member) }
    },
  }
}
